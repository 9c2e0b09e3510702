"""The browser itself: it opens a page, runs its scripts, and tells when one of them throws."""


def test_the_browser_shows_a_page_and_runs_its_script(page):
    page.set_content(
        "<h1>Not yet</h1><script>document.querySelector('h1').textContent='Ready'</script>"
    )

    assert page.get_by_role("heading").inner_text() == "Ready"


def test_the_browser_opens_the_live_server(page, live_server):
    response = page.goto("/healthz")

    assert response.url.startswith(live_server.url)
    assert response.status == 200
