using System.Text;
using Harness.Api;
using Harness.Clusters;
using Harness.Clusters.Choosing;
using Harness.Tests.Images;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Api;

internal sealed class ServerGreetingTests
{
    private Authority _authority = null!;

    [OneTimeSetUp]
    public void Make() => _authority = new Authority();

    [OneTimeTearDown]
    public void Dispose() => _authority.Dispose();

    [Test]
    public async Task A_server_says_its_version() =>
        (await GreetAsync(LoopbackServer.Always(200, """{"gitVersion":"v1.34.1+k3s1"}"""), _authority)).ShouldBe("v1.34.1+k3s1");

    [Test]
    public async Task A_server_of_another_authority_is_not_to_be_trusted()
    {
        using var another = new Authority();

        (await RefusalAsync(LoopbackServer.Always(200, "{}"), another)).ShouldContain(
            "cannot be trusted: its certificate does not verify against the authority in kubeconfig file.yaml");
    }

    [TestCase(401, "401 Unauthorized")]
    [TestCase(403, "403 Forbidden")]
    public async Task A_server_that_refuses_the_credentials_says_so(int status, string shown) =>
        (await RefusalAsync(LoopbackServer.Always(status, ""), _authority)).ShouldEndWith($"refused the credentials: {shown}; renew them");

    [TestCase(503, "", "503 ServiceUnavailable")]
    [TestCase(404, "", "404 NotFound")]
    [TestCase(200, "<html>router</html>", "200")]
    public async Task A_server_that_answers_otherwise_is_not_said_to_refuse_credentials(int status, string body, string shown)
    {
        var message = await RefusalAsync(LoopbackServer.Always(status, body), _authority);

        message.ShouldNotContain("credentials");
        message.ShouldContain(shown);
    }

    [Test]
    public async Task A_refused_connection_is_not_reached()
    {
        var nobody = new UriBuilder("https", "127.0.0.1", LoopbackServer.RefusedPort()).Uri;

        var failure = await Should.ThrowAsync<HarnessException>(() => GreetAsync(nobody, _authority));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldStartWith($"{nobody.AbsoluteUri.TrimEnd('/')} (kubeconfig file.yaml) cannot be reached: ");
    }

    [Test]
    public async Task A_key_that_cannot_be_read_is_the_kubeconfigs_fault()
    {
        using var scratch = new Scratch();
        var now = TimeProvider.System.GetUtcNow();
        var (certificate, _) = _authority.ForClient(now.AddDays(-1), now.AddDays(1));
        var file = scratch.Write("kubeconfig", $$"""
            {"current-context": "c", "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"} }],
             "clusters": [{"name": "c", "cluster": {"server": "https://127.0.0.1:6443"} }],
             "users": [{"name": "u", "user": {"client-certificate-data": "{{Base64(certificate)}}",
                                             "client-key-data": "{{Base64("no key")}}"} }] }
            """);

        var refusal = await Should.ThrowAsync<HarnessException>(
            () => ClusterClient.ConnectAsync(new ClusterOptions { Kubeconfig = file }, CancellationToken.None));

        refusal.Kind.ShouldBe(FailureKind.BadInput);
        refusal.Message.ShouldStartWith($"kubeconfig {file}, context \"c\": the client certificate or its key cannot be read: ");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<string> RefusalAsync(RequestDelegate answer, Authority trusted)
    {
        var failure = await Should.ThrowAsync<HarnessException>(() => GreetAsync(answer, trusted));
        failure.Kind.ShouldBe(FailureKind.Undecided);
        return failure.Message;
    }

    private async Task<string> GreetAsync(RequestDelegate answer, Authority trusted)
    {
        await using var server = await LoopbackServer.StartAsync(answer, _authority.ForLoopback());
        return await GreetAsync(server.Url, trusted);
    }

    private static async Task<string> GreetAsync(Uri server, Authority trusted)
    {
        using var admin = KubernetesClients.Create(new ApiServerAddress(server, trusted.Public), null);
        return await ServerGreeting.VersionAsync(admin, "file.yaml", CancellationToken.None);
    }
}
