using Harness.Api;
using Harness.Kubeconfigs;
using Harness.Proxying;
using Harness.Tests.Images;
using Harness.Tests.Support;
using Harness.Waiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Tests.Kubeconfigs;

/// <summary>Credentials that change while they are used, and who gets them.</summary>
internal sealed class CredentialSourceTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_token_file_is_read_again_and_the_last_token_stays_where_it_cannot_be()
    {
        using var folder = new Scratch();
        var file = folder.Write("token", "t-1\n");
        var tokens = TokenFile.Open("kubeconfig", file, null);

        (await TokenAsync(tokens)).ShouldBe("t-1");
        folder.Write("token", "t-2");
        (await TokenAsync(tokens)).ShouldBe("t-2");
        File.Delete(file);
        (await TokenAsync(tokens)).ShouldBe("t-2");
        folder.Write("token", "");
        (await TokenAsync(tokens)).ShouldBe("t-2");
    }

    [Test]
    public async Task A_plugin_is_run_again_when_its_token_is_about_to_expire_and_not_before()
    {
        await using var place = await ZooPlace.OpenAsync();
        var kubeconfig = Kubeconfig.ReadFile(place.Write(ZooCase.All.Single(one => one.Name == "a plugin").Yaml
            .Replace("[token]", "[count]", StringComparison.Ordinal)), null);
        var folder = place.Filled("{folder}");
        await File.WriteAllTextAsync(Path.Combine(folder, "counted.json"), """
            {"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1",
             "status": {"token": "t", "expirationTimestamp": "2030-01-01T01:00:00Z"} }
            """);
        var time = new FakeTimeProvider(Now);
        using var plugin = new PluginCredentials(kubeconfig, KubeconfigAddress.Of(kubeconfig, false), time);

        await plugin.GetAsync(CancellationToken.None);
        time.SetUtcNow(Now.AddMinutes(59));
        await plugin.GetAsync(CancellationToken.None);
        Runs().ShouldBe(1);
        time.SetUtcNow(Now.AddMinutes(59.5));
        await plugin.GetAsync(CancellationToken.None);
        Runs().ShouldBe(2);

        int Runs() => File.ReadAllLines(Path.Combine(folder, "runs")).Length;
    }

    [Test]
    public async Task A_plugin_is_run_again_when_its_certificate_is_about_to_expire_and_the_next_one_is_presented()
    {
        await using var place = await ZooPlace.OpenAsync();
        var kubeconfig = Kubeconfig.ReadFile(place.Write(ZooCase.All.Single(one => one.Name == "a plugin with a certificate").Yaml), null);
        var api = KubeconfigAddress.Of(kubeconfig, false);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var client = KubernetesClients.Create(
            api, await ApiCredentials.OfAsync(kubeconfig, api, CancellationToken.None, time), repeats: null);
        await CallAsync();

        place.WriteCertificate("the-next");
        time.Advance(TimeSpan.FromHours(23));
        await CallAsync();
        place.Seen("Certificate").ShouldBe("CN=admin-of-test");
        time.Advance(TimeSpan.FromMinutes(59.5));
        await CallAsync();
        place.Seen("Certificate").ShouldBe("CN=admin-of-test|CN=the-next");

        Task CallAsync() => RawApi.CallAsync(client, HttpMethod.Get, "readyz", null, CancellationToken.None);
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task A_plugin_that_does_not_end_is_ended_at_its_deadline_and_its_complaint_told(CancellationToken stop)
    {
        await using var place = await ZooPlace.OpenAsync();
        var kubeconfig = Kubeconfig.ReadFile(place.Write(ZooCase.All.Single(one => one.Name == "a plugin").Yaml
            .Replace("[token]", "[wait]", StringComparison.Ordinal)), null);
        var time = new FakeTimeProvider(Now);
        using var plugin = new PluginCredentials(kubeconfig, KubeconfigAddress.Of(kubeconfig, false), time);
        var waiting = place.Filled("{folder}/waiting");
        var asked = plugin.GetAsync(stop);
        await new Condition("the plugin waits", TimeSpan.FromSeconds(10)).WaitAsync(
            _ => Task.FromResult(File.Exists(waiting) ? Seen.Met(true) : Seen.NotYet<bool>("not yet")), stop);

        time.Advance(PluginCredentials.Deadline);

        var refusal = await Should.ThrowAsync<HarnessException>(asked.WaitAsync(stop));
        refusal.Kind.ShouldBe(FailureKind.Undecided);
        refusal.Message.ShouldContain("/plugin did not end in 60 s; it said: open a browser");
        Directory.Exists($"/proc/{(await File.ReadAllTextAsync(waiting, stop)).Trim()}").ShouldBeFalse("it is ended");
    }

    [Test]
    public async Task Consumers_act_as_themselves_where_the_administrator_acts_as_somebody_else()
    {
        var seen = new List<string>();
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            seen.Add($"{context.Request.Headers.Authorization} as {context.Request.Headers["Impersonate-User"]}");
            return context.Response.WriteAsync("""{"gitVersion":"v1"}""");
        });
        using var folder = new Scratch();
        var file = folder.Write("kubeconfig", $$"""
            current-context: c
            clusters: [{name: c, cluster: {server: "{{server.Url}}"} }]
            users: [{name: u, user: {token: admin, as: jane} }]
            contexts: [{name: c, context: {cluster: c, user: u} }]
            """);

        var (admin, api, _) = await ServerGreeting.ConnectAsync(
            new ServerChoice(file, null) { AllowsPlainHttp = true }, CancellationToken.None);
        using (admin)
        using (var consumer = new ServiceProxyClient(api, "consumer-a", new BearerToken("consumer")))
        {
            await RawApi.CallAsync(admin, HttpMethod.Get, "readyz", null, CancellationToken.None);
            await consumer.CallAsync(HttpMethod.Get, "/readyz", CancellationToken.None);
        }

        seen.ShouldBe(["Bearer admin as jane", "Bearer admin as jane", "Bearer consumer as "]);
    }

    [Test]
    public void Plain_HTTP_elsewhere_is_refused_even_where_it_is_allowed_on_loopback()
    {
        var kubeconfig = Kubeconfig.Parse("file.yaml", """
            {current-context: c, clusters: [{name: c, cluster: {server: "http://10.1.2.3:8001"} }],
             contexts: [{name: c, context: {cluster: c} }]}
            """, null);

        Should.Throw<HarnessException>(() => KubeconfigAddress.Of(kubeconfig, allowsPlainHttp: true))
            .Message.ShouldContain("would get the credentials in clear");
    }

    [TestCase("10.43.0.1", "https://10.43.0.1:443")]
    [TestCase("fd00::1", "https://[fd00::1]:443")]
    public void A_pod_calls_its_clusters_API_server_with_its_service_account(string host, string server)
    {
        using var folder = new Scratch();
        folder.Write("token", "t-pod");
        using var authority = new Authority();
        folder.Write("ca.crt", authority.PublicPem);

        var kubeconfig = Kubeconfig.Parse(InCluster.Source, InCluster.ToYaml(host, "443", folder.Root), null);

        (kubeconfig.Cluster.Server, kubeconfig.User.TokenFile).ShouldBe((server, folder["token"]));
        KubeconfigAddress.Of(kubeconfig, false).Authorities.ShouldNotBeNull().Count.ShouldBe(1);
    }

    private static async Task<string?> TokenAsync(TokenFile tokens) =>
        (await tokens.GetAuthenticationHeaderAsync(CancellationToken.None)).Parameter;
}
