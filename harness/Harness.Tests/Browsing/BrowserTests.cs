using Harness.Api;
using Harness.Lifetime;
using Harness.Runs;
using Harness.Scenarios.Browsing;
using Harness.Tests.HelloApp;
using Harness.Tests.Images;
using Harness.Tests.Support;

namespace Harness.Tests.Browsing;

/// <summary>The browser itself, where this machine has one, against servers in this process.</summary>
[NonParallelizable]
internal sealed class BrowserTests
{
    [TestCase(
        "/bin/false", "the browser /bin/false did not start: it said nothing and ended with exitCode=1, signal=null; install chromium, ")]
    [TestCase("/etc/passwd", "the browser /etc/passwd did not start: ")]
    public async Task One_that_does_not_start_is_no_failure_but_a_reason_to_skip(string file, string reason) =>
        (await Should.ThrowAsync<IgnoreException>(() => StartAsync(file: file))).Message.ShouldStartWith(reason);

    [Test]
    public void It_has_its_sandbox_unless_it_runs_as_root_where_it_would_not_start() =>
        Browser.Options("chromium", "host", null, null).ChromiumSandbox.ShouldBe(!Environment.IsPrivilegedProcess);

    [Test]
    public async Task The_page_knows_the_same_parts_as_the_scenarios()
    {
        await using var hello = await RunningHelloApp.StartAsync();
        var page = await hello.Client.GetStringAsync("/html");

        Attributes(page, "data-probe").ShouldBe(PagePart.Tried.Select(part => part.Id), ignoreOrder: true);
        foreach (var part in PagePart.Clicked)
            page.ShouldContain($" id=\"{part.Id}\"");
    }

    [Test]
    public async Task A_token_goes_with_requests_and_with_the_handshake_of_a_WebSocket_until_it_is_dropped()
    {
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, "page"));
        await using var browser = await StartAsync(token: new BearerToken("t"));
        var page = await browser.OpenAsync(CancellationToken.None);

        await page.GoToAsync(new Uri(server.Url, "/page"));
        await OpenSocketAsync(page, "/with");
        await page.DropTokenAsync();
        await OpenSocketAsync(page, "/without");

        Authorization("/page").ShouldBe("Bearer t");
        Authorization("/with").ShouldBe("Bearer t");
        Authorization("/without").ShouldBeNull();

        string? Authorization(string path) => server.Seen.Single(request => request.Target == path).Authorization;
    }

    [Test]
    public async Task No_other_host_is_reached_and_that_is_no_answer()
    {
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, "page"));
        await using var browser = await StartAsync();
        var page = await browser.OpenAsync(CancellationToken.None);
        await page.GoToAsync(server.Url);

        await page.RunAsync<bool>($"() => fetch('http://localhost:{server.Url.Port}/').then(() => true, () => false)");
        var refusal = await Should.ThrowAsync<HarnessException>(() => page.GoToAsync(new Uri($"http://localhost:{server.Url.Port}/")));

        refusal.Kind.ShouldBe(FailureKind.Undecided);
        refusal.Message.ShouldContain("net::ERR_NAME_NOT_RESOLVED");
        page.Traffic.Unanswered.ShouldAllBe(line => line.Contains("net::ERR_NAME_NOT_RESOLVED", StringComparison.Ordinal));
        page.Traffic.Unanswered.Count.ShouldBe(2);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_server_that_no_public_authority_vouches_for_is_accepted_by_its_key_alone(bool pinned)
    {
        using var authority = new Authority();
        using var certificate = authority.ForLoopback();
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, "page"), certificate);
        var key = await ServerKey.PinAsync(new ApiServerAddress(server.Url, authority.Public), CancellationToken.None);
        await using var browser = await StartAsync(pinned ? key : "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        var page = await browser.OpenAsync(CancellationToken.None);

        var open = () => page.GoToAsync(server.Url);

        if (pinned)
            (await open()).Status.ShouldBe(200);
        else
            (await Should.ThrowAsync<HarnessException>(open)).Message.ShouldContain("net::ERR_CERT_AUTHORITY_INVALID");
    }

    [Test]
    public async Task A_stopped_run_ends_what_the_page_does()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, "page"));
        await using var browser = await StartAsync();
        var page = await browser.OpenAsync(stop.Token);
        await page.GoToAsync(server.Url);

        var endless = page.RunAsync<bool>("() => new Promise(() => {})");
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => endless);
    }

    [Test]
    public async Task One_that_is_gone_is_undecided()
    {
        var browser = await StartAsync();
        await browser.DisposeAsync();

        var failure = await Should.ThrowAsync<HarnessException>(() => browser.OpenAsync(CancellationToken.None));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldStartWith("the browser could not open a page: ");
    }

    [Test]
    public async Task Nothing_of_its_profile_stays_behind()
    {
        using var temporary = new Scratch();
        using var environment = new ProcessEnvironment(("TMPDIR", temporary.Root), ("XDG_STATE_HOME", temporary.Root));

        await Should.ThrowAsync<IgnoreException>(() => StartAsync(file: "/bin/false"));
        Directory.EnumerateFileSystemEntries(ScratchFolder.All).ShouldBeEmpty();

        await using (var browser = await StartAsync())
        {
            Directory.EnumerateDirectories(ScratchFolder.All, "browser-*").ShouldHaveSingleItem();
            await browser.OpenAsync(CancellationToken.None);
        }

        Directory.EnumerateFileSystemEntries(ScratchFolder.All).ShouldBeEmpty();
        Directory.GetFileSystemEntries(temporary.Root).ShouldBe([temporary["harness"]]);
    }

    private static Task<bool> OpenSocketAsync(BrowserPage page, string path) => page.RunAsync<bool>(
        "path => new Promise(done => new WebSocket(new URL(path, location.href.replace(/^http/, 'ws'))).onclose = () => done(true))", path);

    private static IEnumerable<string> Attributes(string html, string name) =>
        System.Text.RegularExpressions.Regex.Matches(html, $"{name}=\"([^\"$]+)\"").Select(match => match.Groups[1].Value);

    private static Task<Browser> StartAsync(string? pinnedKey = null, BearerToken? token = null, string? file = null) =>
        Browser.StartAsync(
            file ?? BrowserFile.Find(null) ?? throw new IgnoreException("no browser on the PATH"), "127.0.0.1", pinnedKey, token,
            CancellationToken.None);
}
