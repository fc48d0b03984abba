//! The files that the pages refer to, by tower-http's `ServeDir` over the bytes in memory.
//!
//! `ServeDir` sends the bytes and understands `Range`. The rest is ours: it makes entity tags from
//! time stamp and size, so that a changed file of equal size could pass for unchanged, and knows
//! no charset. So the memory has no time stamps, which leaves `ServeDir` without a tag, and the
//! tag of the bytes, the conditions and the header set are put around it here.

use std::collections::HashMap;
use std::future::{Ready, ready};
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::SystemTime;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::ServeDir;
use tower_http::services::fs::{
    Backend, DefaultServeDirFallback, File as BackendFile, Metadata as BackendMetadata,
};

use super::conditional::{Outcome, evaluate, range_holds};
use super::headers::HeaderSet;
use super::nothing::Nothing;
use super::ready::{entity_tag, precondition_failed, response};
use crate::content::Language;
use crate::site::{Asset, Assets, CachePolicy, Representation};

/// Below this, an address names the bytes (`<name>.<hash>.<ext>`) and may be kept for ever.
const FINGERPRINTED: &str = "/static/";

/// All files, ready to be sent.
#[derive(Debug)]
pub(super) struct Shelf {
    files: ServeDir<DefaultServeDirFallback, Memory>,
    labels: HashMap<String, Label>,
    language: Language,
}

/// What is said about a file.
#[derive(Debug)]
struct Label {
    tag: HeaderValue,
    headers: HeaderMap,
}

impl Shelf {
    /// Every file gets the header set `set`; none has words, so their language is the site's.
    pub(super) fn new(assets: Assets, set: &HeaderSet, language: &Language) -> Self {
        let labels = assets.files.iter();
        let labels = labels
            .map(|(path, asset)| (path.clone(), Label::new(path, asset, set, language)))
            .collect();
        let memory = Memory(Arc::new(assets));
        Self { files: ServeDir::with_backend("", memory), labels, language: language.clone() }
    }

    /// Whether `path` is that of a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.labels.contains_key(path)
    }

    /// The file at the path of `request`; `None` if there is none.
    pub(super) async fn send<B>(&self, request: Request<B>, set: &HeaderSet) -> Option<Response>
    where
        B: Send + 'static,
    {
        let label = self.labels.get(request.uri().path())?;
        Some(match evaluate(request.headers(), &label.tag) {
            Outcome::Failed => precondition_failed(set, &self.language),
            Outcome::NotModified => label.not_modified(),
            Outcome::Send => self.read(request, label).await?,
        })
    }

    async fn read<B: Send + 'static>(
        &self,
        request: Request<B>,
        label: &Label,
    ) -> Option<Response> {
        // ORDER: the conditions are answered; `ServeDir`, which knows no tag, must not see them.
        let request = without_conditions(request, &label.tag);
        let mut files = self.files.clone().ignore_multi_range_requests(true);
        let sent = files.try_call(request).await.ok()?;
        let (head, body) = sent.into_parts();
        Some(response(head.status, label.around(head.status, &head.headers), Body::new(body)))
    }
}

impl Label {
    fn new(path: &str, asset: &Asset, set: &HeaderSet, language: &Language) -> Self {
        let is_fingerprinted = path.starts_with(FINGERPRINTED);
        let policy = if is_fingerprinted { CachePolicy::Immutable } else { CachePolicy::Briefly };
        let tag = entity_tag(&Representation::new(asset.bytes.clone()).tag);
        let mut headers = set.answer(language, policy);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        headers.insert(header::ETAG, tag.clone());
        Self { tag, headers }
    }

    /// Our headers, with what only `ServeDir` knows: how much of the file this is.
    fn around(&self, status: StatusCode, sent: &HeaderMap) -> HeaderMap {
        let mut headers = self.headers.clone();
        for name in [header::ACCEPT_RANGES, header::CONTENT_RANGE, header::CONTENT_LENGTH] {
            if let Some(value) = sent.get(&name) {
                headers.insert(name, value.clone());
            }
        }
        if status == StatusCode::RANGE_NOT_SATISFIABLE {
            headers.remove(header::CONTENT_TYPE);
            headers.remove(header::ETAG);
        }
        headers
    }

    fn not_modified(&self) -> Response {
        let mut headers = self.headers.clone();
        headers.remove(header::CONTENT_TYPE);
        response(StatusCode::NOT_MODIFIED, headers, Nothing::body())
    }
}

fn without_conditions<B>(mut request: Request<B>, tag: &HeaderValue) -> Request<B> {
    if !range_holds(request.headers(), tag) {
        request.headers_mut().remove(header::RANGE);
    }
    for name in [
        header::IF_MATCH,
        header::IF_NONE_MATCH,
        header::IF_MODIFIED_SINCE,
        header::IF_UNMODIFIED_SINCE,
    ] {
        request.headers_mut().remove(name);
    }
    request
}

/// The files as a file system for `ServeDir`.
#[derive(Debug, Clone)]
struct Memory(Arc<Assets>);

impl Memory {
    /// `ServeDir` asks for `./static/…`.
    fn find(&self, path: &Path) -> io::Result<Bytes> {
        let relative = path.strip_prefix(".").unwrap_or(path).to_str();
        let asset = relative.and_then(|relative| self.0.files.get(&format!("/{relative}")));
        asset.map(|asset| asset.bytes.clone()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Backend for Memory {
    type File = Opened;
    type Metadata = Size;
    type OpenFuture = Ready<io::Result<Opened>>;
    type MetadataFuture = Ready<io::Result<Size>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        ready(self.find(&path).map(|bytes| Opened(Cursor::new(bytes))))
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        ready(self.find(&path).map(|bytes| Size(bytes.len() as u64)))
    }
}

/// All that is known of a file in memory: its size.
#[derive(Debug)]
struct Size(u64);

impl BackendMetadata for Size {
    fn is_dir(&self) -> bool {
        false
    }

    fn modified(&self) -> io::Result<SystemTime> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn len(&self) -> u64 {
        self.0
    }
}

/// A file while it is being sent.
#[derive(Debug)]
struct Opened(Cursor<Bytes>);

impl BackendFile for Opened {
    type Metadata = Size;
    type MetadataFuture<'a> = Ready<io::Result<Size>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(Size(self.0.get_ref().len() as u64)))
    }
}

impl AsyncRead for Opened {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncSeek for Opened {
    fn start_seek(mut self: Pin<&mut Self>, position: io::SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.0).start_seek(position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.0).poll_complete(context)
    }
}
