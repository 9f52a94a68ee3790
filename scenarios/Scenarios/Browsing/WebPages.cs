using System.Buffers.Text;
using System.Text;
using Harness.Api;
using Harness.Clusters;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Browsing;

/// <summary>A web page made for a host's root, in a real browser: by its own root, where every part works, and through the proxy.</summary>
public sealed class WebPages : ScenarioFixture
{
    private const string Direct = "by its own root";
    private const string Proxied = "through the proxy";

    private static readonly PagePart WithoutHeader = new(
        "websocket-without-header", "WebSocket, relative path, handshake without the token", false,
        "JavaScript cannot set a header of the handshake: without a helper it carries no token");

    /// <summary>Source: k8s.io/apiserver/pkg/authentication/request/websocket/protocol.go; a second subprotocol is required.</summary>
    private static readonly PagePart InSubprotocol = new(
        "websocket-subprotocol", "WebSocket, relative path, token as a subprotocol", true,
        "the API server takes base64url.bearer.authorization.k8s.io.TOKEN, for pages that have the token");

    /// <summary>The control: a part that does not work here is no evidence against the proxy.</summary>
    [Test]
    [Claim("C16")]
    public Task By_its_own_root_every_part_of_a_web_page_works() => ProveAsync("webroot", async s =>
    {
        s.RequireOurImage("the page");
        if (s.Session.Direct.Kind == DirectRouteKind.Pod)
            Assert.Ignore("this host reaches no node to open the page at its own root: what breaks behind the proxy has no control");
        var file = s.RequireBrowser();
        var hello = await s.ReachableHelloAppAsync();
        await DirectReadiness.WaitAsync(s.Session.Direct, hello, s.Stop);
        var root = s.Session.Direct.To(hello.NodePort!.Value)!;
        await using var browser = await Browser.StartAsync(file, root.Host, null, null, s.Stop);

        var check = new PageCheck(s, await browser.OpenAsync(s.Stop), Direct, proxied: false);
        await check.RunAsync(new Uri(root, "/html"));
        check.Finish();
    });

    [Test]
    [Claim("C16")]
    public Task Through_the_proxy_what_is_not_rewritten_in_HTML_breaks() => ProveAsync("webproxy", async s =>
    {
        s.RequireOurImage("the page");
        var file = s.RequireBrowser();
        var hello = await s.HelloAppAsync();
        var consumer = await s.ConsumerAsync("consumer");
        await s.GrantAsync(consumer, [hello.Name], "get");
        s.Seen.ExpectAnswer(
            "the consumer's call", await (await s.ClientForAsync(consumer)).CallAsync(HttpMethod.Get, hello.Url, s.Stop), "Hello, world!");
        var token = await s.TokenOfAsync(consumer);
        var api = s.Session.Cluster.Api;
        await using var browser = await Browser.StartAsync(file, api.Address.Host, await ServerKey.PinAsync(api, s.Stop), token, s.Stop);

        var page = await browser.OpenAsync(s.Stop);
        var url = hello.Url.WithPath("/html").On(api.Address);
        var check = new PageCheck(s, page, Proxied, proxied: true);
        await check.RunAsync(url);
        await page.GoToAsync(url);
        await page.DropTokenAsync();
        await WebSocketAsync(check, page, WithoutHeader);
        await WebSocketAsync(check, page, InSubprotocol, Subprotocol(token), "hello");
        check.Finish();
    });

    private static async Task WebSocketAsync(PageCheck check, BrowserPage page, PagePart part, params string[] protocols)
    {
        var works = await page.RunAsync<bool>(
            """
            protocols => new Promise(resolve => {
              const socket = new WebSocket(new URL("ws", location.href.replace(/^http/, "ws")), protocols);
              socket.onopen = () => socket.send("hello");
              socket.onmessage = message => { resolve(message.data === "hello"); socket.close(); };
              socket.onclose = () => resolve(false);
            })
            """,
            protocols);
        check.Expect(part, works, page.Traffic.LastWebSocket);
    }

    private static string Subprotocol(BearerToken token) =>
        $"base64url.bearer.authorization.k8s.io.{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(token.Reveal()))}";
}
