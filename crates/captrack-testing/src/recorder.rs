//! Servers inside the process that remember what they were asked.

use std::sync::Arc;

use captrack_http::{HttpClient, HttpError, InProcessResponse, Request};
use parking_lot::Mutex;

/// What an adapter sends, without a network.
#[derive(Debug)]
pub struct Recorder {
    /// The client to give to the adapter.
    pub client: HttpClient,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Recorder {
    /// Servers that answer so.
    pub fn answering(
        answer: impl Fn(&Request) -> Result<InProcessResponse, HttpError> + Send + Sync + 'static,
    ) -> Self {
        let asked: Arc<Mutex<Vec<Request>>> = Arc::default();
        let heard = asked.clone();
        let client = HttpClient::in_process(move |request| {
            let answer = answer(&request);
            heard.lock().push(request);
            async { answer }
        });
        Self { client, asked }
    }

    /// Every request so far.
    pub fn asked(&self) -> Vec<Request> {
        self.asked.lock().clone()
    }
}
