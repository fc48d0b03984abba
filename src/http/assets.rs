//! Parts of the files that the pages refer to, by tower-http's `ServeDir` over the bytes in memory.
//!
//! A whole file is an answer like any other, see `prepared`. `ServeDir` understands `Range`; it
//! makes entity tags from time stamp and size, so that a changed file of equal size could pass for
//! unchanged, and knows no charset. So the memory has no time stamps, which leaves `ServeDir`
//! without a tag, and the tag of the bytes, the conditions and the header set are put around it.

use std::future::{Ready, ready};
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::SystemTime;

use axum::body::{Body, to_bytes};
use axum::http::request::Parts;
use axum::http::{Request, header};
use axum::response::Response;
use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::ServeDir;
use tower_http::services::fs::{
    Backend, DefaultServeDirFallback, File as BackendFile, Metadata as BackendMetadata,
};

use crate::site::Assets;

/// All files, to be read in parts.
#[derive(Debug)]
pub(super) struct Shelf(ServeDir<DefaultServeDirFallback, Memory>);

impl Shelf {
    /// Of all the files of `assets`.
    pub(super) fn new(assets: Assets) -> Self {
        let files = ServeDir::with_backend("", Memory(Arc::new(assets)));
        Self(files.ignore_multi_range_requests(true))
    }

    /// The part that the `Range` of `head` asks for, of the file at its path: 206, or 416, or 200 where
    /// there is no such range. `None` if there is no such file.
    pub(super) async fn part(&self, head: &Parts) -> Option<Response<Bytes>> {
        let mut request = Request::builder().method(&head.method).uri(&head.uri);
        // ORDER: the conditions are answered; `ServeDir`, which knows no tag, must not see them.
        for range in head.headers.get_all(header::RANGE) {
            request = request.header(header::RANGE, range);
        }
        let request = request.body(Body::empty()).ok()?;
        let (head, body) = self.0.clone().try_call(request).await.ok()?.into_parts();
        let bytes = to_bytes(Body::new(body), usize::MAX).await.ok()?;
        Some(Response::from_parts(head, bytes))
    }
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
