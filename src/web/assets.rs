//! Static files: tower-http's `ServeDir` over the files in memory.
//!
//! `ServeDir` answers whole files and ranges. Its entity tag is made from time stamp and size, so that a
//! changed file of equal size under an equal time stamp would pass for unchanged, and it adds no charset.
//! So the backend has no time stamps, which leaves `ServeDir` without a tag, and the headers of the
//! cached response (tag from the content's hash, content type with charset, caching, security) are put
//! around its response.

use std::future::{Ready, ready};
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::SystemTime;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::ServeDir;
use tower_http::services::fs::{
    Backend, DefaultServeDirFallback, File as BackendFile, Metadata as BackendMetadata,
};

use super::responses::CachedResponse;
use crate::site::Assets;

/// The largest chunk in which a file is sent, in bytes: what a slow client can keep in memory.
const MAX_CHUNK: usize = 64 * 1024;

/// The static files of a site.
#[derive(Debug)]
pub(super) struct StaticFiles(ServeDir<DefaultServeDirFallback, MemoryBackend>);

impl StaticFiles {
    /// Serves the files of `assets`.
    pub(super) fn new(assets: Assets) -> Self {
        let files = ServeDir::with_backend("", MemoryBackend(Arc::new(assets)));
        Self(files.ignore_multi_range_requests(true))
    }

    /// The file at the path of `head`, whose headers are those of `cached`: 200, 206 or 416; 304 or 412 if
    /// the conditions say so. `None` if there is no such file.
    pub(super) async fn serve(&self, cached: &CachedResponse, head: &Parts) -> Option<Response> {
        // ORDER: the conditions are evaluated here; `ServeDir`, which has no tag, must not see them.
        let mut response = cached.respond(&head.headers, i64::MAX);
        if response.status() != StatusCode::OK {
            return Some(response);
        }
        let mut request = Request::builder().method(&head.method).uri(&head.uri);
        if cached.wants_range(&head.headers) {
            let ranges = head.headers.get_all(header::RANGE);
            request = ranges.into_iter().fold(request, |r, range| r.header(header::RANGE, range));
        }
        let request = request.body(Body::empty()).ok()?;
        // One chunk for a small file: each chunk is an allocation, a copy and a write.
        let mut serve_dir = self.0.clone().with_buf_chunk_size(cached.len().min(MAX_CHUNK));
        let (sent, body) = serve_dir.try_call(request).await.ok()?.into_parts();
        *response.status_mut() = sent.status;
        *response.body_mut() = Body::new(body);
        let headers = response.headers_mut();
        for name in [header::CONTENT_RANGE, header::CONTENT_LENGTH] {
            if let Some(value) = sent.headers.get(&name) {
                headers.insert(name, value.clone());
            }
        }
        if sent.status == StatusCode::RANGE_NOT_SATISFIABLE {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
            headers.remove(header::CONTENT_TYPE);
            headers.remove(header::ETAG);
        }
        Some(response)
    }
}

/// The files as a file system for `ServeDir`.
#[derive(Debug, Clone)]
struct MemoryBackend(Arc<Assets>);

impl MemoryBackend {
    /// `ServeDir` asks for `./static/…`.
    fn find(&self, path: &Path) -> io::Result<Bytes> {
        let relative = path.strip_prefix(".").unwrap_or(path).to_str();
        let asset = relative.and_then(|relative| self.0.files.get(&format!("/{relative}")));
        asset.map(|asset| asset.bytes.clone()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Backend for MemoryBackend {
    type File = MemoryFile;
    type Metadata = Size;
    type OpenFuture = Ready<io::Result<MemoryFile>>;
    type MetadataFuture = Ready<io::Result<Size>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        ready(self.find(&path).map(|bytes| MemoryFile(Cursor::new(bytes))))
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        ready(self.find(&path).map(|bytes| Size(bytes.len() as u64)))
    }
}

/// The metadata of a file in memory: its size in bytes, no time stamp.
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

/// An open file.
#[derive(Debug)]
struct MemoryFile(Cursor<Bytes>);

impl BackendFile for MemoryFile {
    type Metadata = Size;
    type MetadataFuture<'a> = Ready<io::Result<Size>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(Size(self.0.get_ref().len() as u64)))
    }
}

impl AsyncRead for MemoryFile {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncSeek for MemoryFile {
    fn start_seek(mut self: Pin<&mut Self>, position: io::SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.0).start_seek(position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.0).poll_complete(context)
    }
}
