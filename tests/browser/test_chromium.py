"""The browser itself: it opens a page, runs its scripts, and plays the demo's kind of film."""


def test_the_browser_shows_a_page_and_runs_its_script(page):
    page.set_content(
        "<h1>Not yet</h1><script>document.querySelector('h1').textContent='Ready'</script>"
    )

    assert page.get_by_role("heading").inner_text() == "Ready"


def test_the_browser_opens_the_server(page, library):
    response = page.goto("/healthz")

    assert response.url.startswith(library.url)
    assert response.status == 200


def test_the_browser_knows_the_kind_of_film_that_the_clip_is(page):
    page.goto("/healthz")
    kind = 'video/mp4; codecs="avc1.4D401F, mp4a.40.2"'

    said = page.evaluate("kind => document.createElement('video').canPlayType(kind)", kind)
    assert said == "probably"
