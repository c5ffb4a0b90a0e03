//! The servers of the sim inside this process, behind the program's own HTTP client.

use captrack_http::{HttpError, InProcessResponse, Request};
use captrack_sim::Sim;
use futures::StreamExt;

/// What the sim answers to a request: what [`HttpClient::in_process`](captrack_http::HttpClient::in_process) asks for.
///
/// # Errors
/// `Broken`: the connection would have been reset.
///
/// # Panics
/// At an address that is none of an HTTP server.
pub async fn sim_answer(sim: &Sim, request: Request) -> Result<InProcessResponse, HttpError> {
    let (head, body) = sim.answer(asked(request)).await.ok_or(HttpError::Broken)?.into_parts();
    let pieces = body.into_data_stream();
    let pieces = pieces.map(|piece| piece.map(|bytes| bytes.to_vec()).map_err(|_| HttpError::Broken));
    Ok(InProcessResponse::new(head.status.as_u16()).headers(head.headers).pieces(pieces))
}

/// Where the sim sends a browser that asks for a page; none: nowhere.
pub async fn sim_redirect(sim: &Sim, request: Request) -> Option<String> {
    let answer = sim.answer(asked(request)).await?;
    answer.headers().get("location")?.to_str().ok().map(str::to_owned)
}

fn asked(request: Request) -> axum::http::Request<Vec<u8>> {
    let uri = request.url.as_str().parse();
    let mut asked = axum::http::Request::new(request.body.unwrap_or_default());
    *asked.method_mut() = request.method;
    *asked.uri_mut() = uri.unwrap_or_else(|error| panic!("no address of a server: {error}"));
    *asked.headers_mut() = request.headers;
    asked
}
