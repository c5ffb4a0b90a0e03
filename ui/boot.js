// Starts the page. It is a file of its own because the content security policy refuses scripts inside the document.
import start from "./captrack-ui.js";

try {
  await start({ module_or_path: new URL("captrack-ui_bg.wasm", import.meta.url) });
} catch (error) {
  // A blank window would tell nobody anything.
  document.body.textContent = `The window could not be drawn (${error}). Please restart CapTrack Desktop.`;
  throw error;
}
