//! The servers of the world, inside this process: no sockets, and a server that never answers takes no time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;

use captrack_http::{HttpClient, Request};
use captrack_sim::{Sim, SimOptions};
use captrack_testing::{Switch, sim_answer, sim_redirect};
use tokio::sync::Notify;

/// Longer than the program waits for any answer.
const LONGEST_WAIT: Duration = Duration::from_secs(61);
/// So long does such a wait take in the world.
const WAIT: Duration = Duration::from_secs(30);
/// Others get to their own waits meanwhile, by the wall clock.
const OTHERS: Duration = Duration::from_millis(1);

pub struct Servers {
    pub sim: Sim,
    /// So many requests wait for an answer that may never come.
    waiting: AtomicUsize,
    somebody_waits: Notify,
    /// The adapters of ESI, the SSO, Discord and AllianceAuth crash at a request while these refuse.
    pub esi: Switch,
    pub sso: Switch,
    pub discord: Switch,
    pub auth: Switch,
}

impl Servers {
    pub fn new(options: SimOptions) -> Arc<Self> {
        Arc::new(Self {
            sim: Sim::in_process(options),
            waiting: AtomicUsize::default(),
            somebody_waits: Notify::new(),
            esi: Switch::default(),
            sso: Switch::default(),
            discord: Switch::default(),
            auth: Switch::default(),
        })
    }

    /// The program's way to them.
    pub fn client(self: &Arc<Self>) -> HttpClient {
        let servers = self.clone();
        HttpClient::in_process(move |request| {
            let servers = servers.clone();
            async move {
                servers.defect_at(&request).crash();
                let mut answer = Box::pin(sim_answer(&servers.sim, request));
                match futures::poll!(&mut answer) {
                    Poll::Ready(answer) => answer,
                    Poll::Pending => {
                        let _waits = Waits::begin(&servers);
                        answer.await
                    }
                }
            }
        })
    }

    fn defect_at(&self, request: &Request) -> &Switch {
        match request.url.host_str().unwrap_or_default() {
            host if host.starts_with("sso.") => &self.sso,
            host if host.starts_with("discord.") => &self.discord,
            host if host.starts_with("auth.") => &self.auth,
            _ => &self.esi,
        }
    }

    /// Where a browser is sent that asks for a page.
    pub async fn redirect(&self, page: &str) -> Option<String> {
        sim_redirect(&self.sim, Request::get(page.parse().ok()?)).await
    }

    /// Does something in which the program may wait for answers that never come: then time passes, for its time-outs and in the world.
    pub async fn without_waits<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        loop {
            let stuck = async {
                while self.waiting.load(Ordering::SeqCst) == 0 {
                    self.somebody_waits.notified().await;
                }
                tokio::time::sleep(OTHERS).await;
            };
            tokio::select! {
                biased;
                done = &mut work => return done,
                () = stuck => {}
            }
            if self.waiting.load(Ordering::SeqCst) > 0 {
                self.sim.control().advance(WAIT);
                tokio::time::pause();
                tokio::time::advance(LONGEST_WAIT).await;
                tokio::time::resume();
            }
        }
    }
}

/// A request that waits, until this is dropped.
struct Waits<'a>(&'a Servers);

impl<'a> Waits<'a> {
    fn begin(servers: &'a Servers) -> Self {
        servers.waiting.fetch_add(1, Ordering::SeqCst);
        servers.somebody_waits.notify_one();
        Self(servers)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}
