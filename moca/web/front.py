"""The page at `/`, until the office stands there: what runs here and where to look."""

from litestar import MediaType, Response, get

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Moca</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
  main { max-width: 34rem; margin: 15vh auto 0; padding: 0 1.5rem; }
  h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
  li { margin: .25rem 0; }
</style>
<main>
  <h1>Moca is running</h1>
  <p>Webhooks come in at <code>/api/instagram/webhook</code>. The back office will stand on this page.</p>
  <ul>
    <li><a href="/readyz">Ready?</a> says what is wrong, if anything.</li>
    <li><a href="/metrics">Metrics</a> in Prometheus' format.</li>
    <li><a href="/schema">The HTTP API</a>; it needs the header <code>x-admin-token</code>.</li>
  </ul>
  <p>In a terminal: <code>moca queue</code> says what waits, <code>moca verify</code> checks the promises.</p>
</main>
</html>
"""


@get("/", media_type=MediaType.HTML, include_in_schema=False, sync_to_thread=False)
def front() -> Response[str]:
    """One static page."""
    return Response(PAGE, media_type=MediaType.HTML)
