//! The way to the desk: commands go out, answers and events come in.
//!
//! A binding of its own to the few functions of `window.__TAURI__` that are needed. Both ends are Rust. Questions are JSON; answers are JSON in
//! bytes, which each end reads and writes once, and of the board, which is large, postcard.

pub mod answer;
pub mod files;
pub mod link;
pub mod notices;
pub mod undo;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use captrack_contract::commands::Command;
use captrack_contract::{
    AnyCommand, AnyReply, BoardReply, BoardRequest, EditId, ErrorCode, Refusal, TextFile, WindowCommand, WindowReply,
};
use jiff::Timestamp;
use js_sys::{ArrayBuffer, Function, JSON, Object, Promise, Reflect, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::words::text::say;

/// Has the desk carry a command out. What goes wrong on the way is a refusal too.
pub async fn ask<C: Command>(command: C) -> Result<C::Reply, Refusal> {
    ask_edit(command).await.map(|(reply, _)| reply)
}

/// The same, with the change that can be undone, if the command made one.
pub async fn ask_edit<C: Command>(command: C) -> Result<(C::Reply, Option<EditId>), Refusal> {
    let command: AnyCommand = command.into();
    let json = bytes(invoke("execute", "command", &command).await?)?;
    let reply: AnyReply = serde_json::from_slice(&json).map_err(|_| garbled())?;
    reply.read_edit::<C>().ok_or_else(garbled)
}

/// Asks for the board, or for rows of it.
pub async fn ask_board(request: &BoardRequest) -> BoardReply {
    captrack_contract::decode(&bytes(invoke("board", "request", request).await?)?)
}

fn bytes(answer: JsValue) -> Result<Vec<u8>, Refusal> {
    let bytes: ArrayBuffer = answer.dyn_into().map_err(|_| garbled())?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// Has the shell do something that only a window needs.
pub async fn ask_window(command: &WindowCommand) -> Result<(), Refusal> {
    match shell(command).await? {
        WindowReply::Done => Ok(()),
        WindowReply::Saved { .. } | WindowReply::Alive { .. } => Err(garbled()),
    }
}

/// Has the shell keep a file in the download folder; gives its path.
pub async fn save_file(file: TextFile) -> Result<String, Refusal> {
    match shell(&WindowCommand::SaveFile { file }).await? {
        WindowReply::Saved { path } => Ok(path),
        WindowReply::Done | WindowReply::Alive { .. } => Err(garbled()),
    }
}

/// Says that the page lives, and hears what time it is; none where there is no desk.
pub async fn answer_heartbeat() -> Result<Option<Timestamp>, Refusal> {
    match shell(&WindowCommand::Heartbeat).await? {
        WindowReply::Alive { now } => Ok(now),
        WindowReply::Done | WindowReply::Saved { .. } => Err(garbled()),
    }
}

async fn shell(command: &WindowCommand) -> Result<WindowReply, Refusal> {
    decoded(&invoke("window", "command", command).await?)
}

/// Hears an event until it is dropped.
#[must_use = "what is dropped hears nothing"]
pub struct EventSubscription(Rc<Ear>);

#[derive(Default)]
struct Ear {
    closed: Cell<bool>,
    /// What ends it on the other side, once that is known.
    unlisten: RefCell<Option<Function>>,
}

impl Ear {
    fn close(&self) {
        self.closed.set(true);
        if let Some(unlisten) = self.unlisten.take() {
            // Events that come all the same are not heard.
            let _ = unlisten.call0(&JsValue::NULL);
        }
    }
}

impl Drop for EventSubscription {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Calls `heard` with the payload of every event of that name, until what it returns is dropped.
pub fn hear<E: DeserializeOwned>(event: &'static str, heard: impl Fn(E) + 'static) -> EventSubscription {
    let ear = Rc::new(Ear::default());
    let open = ear.clone();
    let handler = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| {
        let payload = Reflect::get(&message, &"payload".into()).unwrap_or(JsValue::UNDEFINED);
        if !open.closed.get()
            && let Ok(payload) = decoded(&payload)
        {
            heard(payload);
        }
    })
    .into_js_value();
    let hearing = EventSubscription(ear.clone());
    spawn_local(async move {
        // Without events the pages still ask by themselves.
        let Ok(listen) = function("event", "listen") else { return };
        let unlisten = promised(listen.call2(&JsValue::NULL, &event.into(), &handler)).await;
        ear.unlisten.replace(unlisten.ok().and_then(|unlisten| unlisten.dyn_into().ok()));
        if ear.closed.get() {
            ear.close();
        }
    });
    hearing
}

/// Calls a command of the shell with its one argument.
async fn invoke<A: Serialize>(name: &str, argument: &str, value: &A) -> Result<JsValue, Refusal> {
    let value = serde_json::to_string(value).ok().and_then(|json| JSON::parse(&json).ok()).ok_or_else(garbled)?;
    let arguments = Object::new();
    let invoke = Reflect::set(&arguments, &argument.into(), &value)
        .and_then(|_| function("core", "invoke"))
        .map_err(|_| no_desk())?;
    promised(invoke.call2(&JsValue::NULL, &name.into(), &arguments))
        .await
        .map_err(|refused| decoded(&refused).unwrap_or_else(|_| garbled()))
}

/// `window.__TAURI__.<module>.<name>`.
fn function(module: &str, name: &str) -> Result<Function, JsValue> {
    let tauri = Reflect::get(&js_sys::global(), &"__TAURI__".into())?;
    let module = Reflect::get(&tauri, &module.into())?;
    Reflect::get(&module, &name.into())?.dyn_into()
}

async fn promised(called: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(called?.dyn_into::<Promise>()?).await
}

fn decoded<T: DeserializeOwned>(value: &JsValue) -> Result<T, Refusal> {
    JSON::stringify(value)
        .ok()
        .and_then(|json| JsValue::from(json).as_string())
        .and_then(|json| serde_json::from_str(&json).ok())
        .ok_or_else(garbled)
}

fn no_desk() -> Refusal {
    Refusal::new(ErrorCode::Unavailable, say("refusal-no-desk").to_string())
}

/// The answer is none that this page understands.
pub fn garbled() -> Refusal {
    Refusal::new(ErrorCode::Internal, say("refusal-garbled").to_string())
}
