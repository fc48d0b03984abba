// Keeps a page of the preview up to date: reloads it when the site has changed, and shows the report of a broken
// edit over it. The server says both as server-sent events; see src/preview/handlers.rs.

/** The dialog for reports, on the pages of the site. */
const dialog = document.getElementById('preview-report');
/** Names what one of the preview's own pages shows. */
const { revision } = document.body.dataset;

let events;

function show() {
  // As a modal dialog it takes the focus, and Escape closes it.
  if (dialog.open) dialog.close();
  dialog.showModal();
}

function onReload({ data, lastEventId }) {
  if (dialog ? data !== dialog.dataset.version : lastEventId !== revision) location.reload();
  else dialog?.close();
}

function onReport({ data, lastEventId }) {
  if (dialog) {
    dialog.querySelector('div').innerHTML = data;
    show();
  } else if (lastEventId !== revision) location.reload();
}

function connect() {
  // It connects again by itself when the preview is started again.
  events = new EventSource('/_preview/events');
  events.addEventListener('reload', onReload);
  events.addEventListener('report', onReport);
}

// A browser has few connections to one server, so a page that nobody sees holds none.
document.addEventListener('visibilitychange', () => {
  events?.close();
  if (!document.hidden) connect();
});

if (dialog?.open) show();
if (!document.hidden) connect();
