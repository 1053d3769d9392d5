//! A server of tiles on this machine, for tests: it gives the squares of `data/tiles.mbtiles`, some sooner than
//! others, and counts.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::{Arc, Mutex};
use std::thread::{Builder, sleep};
use std::time::Duration;

use corridor::io::tiles::Shop;
use corridor::model::tiles::{TileId, TileShop};
use corridor::task::Task;

/// What passes of a server.
#[derive(Default)]
pub struct Served {
    /// How many tiles were asked for.
    pub n_asked: AtomicUsize,
    /// The most that were asked for at once.
    pub most: AtomicUsize,
    /// Whether the tiles of the finest zoom are others now.
    pub is_changed: AtomicBool,
    /// Work that is cancelled when so many were asked for.
    pub cancels: Mutex<Option<(usize, Task)>>,
    n_inside: AtomicUsize,
}

/// Starts one; its template, and what passes. It ends with the tests.
pub fn start(squares: &str) -> (String, Arc<Served>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let served = Arc::<Served>::default();
    let (all, squares) = (Arc::clone(&served), squares.to_owned());
    let serve = move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let (served, squares) = (Arc::clone(&all), squares.clone());
            let answer = move || answer(stream, &served, &squares);
            Builder::new().spawn(answer).unwrap();
        }
    };
    Builder::new().spawn(serve).unwrap();
    (format!("http://{address}/{{z}}/{{x}}/{{y}}.png"), served)
}

fn answer(mut stream: TcpStream, served: &Served, squares: &str) {
    let inside = served.n_inside.fetch_add(1, Relaxed) + 1;
    served.most.fetch_max(inside, Relaxed);
    let number = served.n_asked.fetch_add(1, Relaxed);
    if let Some((at, task)) = &*served.cancels.lock().unwrap()
        && number + 1 == *at
    {
        task.cancel();
    }
    let mut bytes = [0; 4096];
    let length = stream.read(&mut bytes).unwrap_or(0);
    let asked = String::from_utf8_lossy(&bytes[..length]);
    let path = asked.split([' ', '.']).nth(1).unwrap_or_default();
    let numbers: Vec<u32> = path.split('/').filter_map(|of| of.parse().ok()).collect();
    let found = match numbers[..] {
        [z, x, y] => {
            let z = u8::try_from(z).unwrap();
            let id = TileId { z, x, y };
            let is_other = served.is_changed.load(Relaxed) && z == 4;
            let id = id.parent().filter(|_| is_other).unwrap_or(id);
            Shop::new(None).reader(squares).unwrap().tile(id).unwrap()
        }
        _ => None,
    };
    // Another order on each run.
    sleep(Duration::from_millis(
        u64::try_from(number * 7 % 23).unwrap(),
    ));
    served.n_inside.fetch_sub(1, Relaxed);
    let status = if found.is_some() {
        "200 OK"
    } else {
        "404 Not Found"
    };
    let body = found.unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // Whoever does not wait for it is stopped.
    let _ = stream.write_all(&[head.as_bytes(), &body[..]].concat());
}
