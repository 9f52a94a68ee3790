using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Harness.Lifetime;
using Harness.Workloads.Admission;
using HelloApp.Serving;

namespace Harness.Tests.HelloApp;

internal sealed class ServerTests
{
    [Test]
    public async Task HTTPS_answers_with_an_ECDSA_certificate_for_the_host_and_localhost()
    {
        await using var hello = await RunningHelloApp.StartAsync(options => options with { HttpsPort = 0 });

        (await hello.Client.GetStringAsync(hello.Https)).ShouldStartWith("Hello, world!");

        using var connection = new TcpClient();
        await connection.ConnectAsync(hello.Https!.Host, hello.Https.Port);
        await using var tls = new SslStream(connection.GetStream(), false, (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync("localhost");
        using var certificate = X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
        certificate.GetECDsaPublicKey().ShouldNotBeNull().KeySize.ShouldBe(256);
        certificate.MatchesHostname(RunningHelloApp.HostName).ShouldBeTrue();
        certificate.MatchesHostname("localhost").ShouldBeTrue();
    }

    [Test]
    public async Task Stops_without_waiting_for_requests_that_are_open()
    {
        await using var hello = await RunningHelloApp.StartAsync();
        using var stream = await hello.Client.GetAsync("/sse?every=3600000", HttpCompletionOption.ResponseHeadersRead);
        var body = stream.Content.ReadAsStringAsync();

        var watch = Stopwatch.StartNew();
        await hello.App.StopAsync();

        // The host itself would wait for 30 s; a starved machine alone takes a second or two.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        await Should.ThrowAsync<HttpRequestException>(body);
    }

    [Test]
    public void Settings_come_from_the_environment()
    {
        var environment = new Dictionary<string, string?>
        {
            ["PORT"] = "81",
            ["HTTPS_PORT"] = "off",
            ["LISTEN_ADDRESS"] = "127.0.0.1",
            ["START_DELAY"] = "3",
            ["TLS_CERTIFICATE"] = "/tls.crt",
            ["TLS_KEY"] = "/tls.key",
            ["ADMISSION_RULES"] = "/rules.json",
            ["ECHO"] = "all",
        };

        var options = ServerOptions.From(environment.GetValueOrDefault);

        options.Port.ShouldBe(81);
        options.HttpsPort.ShouldBeNull();
        options.Address.ToString().ShouldBe("127.0.0.1");
        options.StartDelay.ShouldBe(TimeSpan.FromSeconds(3));
        (options.CertificateFile, options.KeyFile, options.RulesFile).ShouldBe(("/tls.crt", "/tls.key", "/rules.json"));
        options.EchoesAll.ShouldBeTrue();
    }

    [Test]
    public async Task HTTPS_shows_the_certificate_that_it_is_given()
    {
        var given = WebhookCertificate.For("shop", "path-webhook", TimeProvider.System);
        using var folder = ScratchFolder.Create("tls");
        var (file, key) = (folder.Write("tls.crt", given.Pem), folder.Write("tls.key", given.KeyPem));
        await using var hello = await RunningHelloApp.StartAsync(
            options => options with { HttpsPort = 0, CertificateFile = file, KeyFile = key });

        using var connection = new TcpClient();
        await connection.ConnectAsync(hello.Https!.Host, hello.Https.Port);
        await using var tls = new SslStream(connection.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "path-webhook.shop.svc",
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { X509Certificate2.CreateFromPem(given.Pem) },
            },
        });
        tls.IsAuthenticated.ShouldBeTrue();
    }

    [Test]
    public async Task A_certificate_that_is_none_is_named_without_its_key()
    {
        using var folder = ScratchFolder.Create("tls");
        var (file, key) = (folder.Write("tls.crt", "none"), folder.Write("tls.key", "a secret"));

        var refused = await Should.ThrowAsync<FormatException>(RunningHelloApp.StartAsync(
            options => options with { HttpsPort = 0, CertificateFile = file, KeyFile = key }));

        refused.Message.ShouldStartWith($"TLS_CERTIFICATE is {file} and TLS_KEY {key}: not a certificate and its key in PEM");
        refused.Message.ShouldNotContain("a secret");
    }

    [Test]
    public async Task Every_path_is_echoed_where_that_is_asked_for()
    {
        await using var hello = await RunningHelloApp.StartAsync(options => options with { EchoesAll = true });

        (await hello.Client.GetStringAsync("/metrics")).ShouldContain("\"path\":\"/metrics\"");
        (await hello.Client.GetStringAsync("/status/201?a=b")).ShouldContain("\"path\":\"/status/201\"");
    }

    [Test]
    public async Task The_peer_is_told_its_address()
    {
        await using var hello = await RunningHelloApp.StartAsync();

        (await hello.Client.GetStringAsync("/peer")).ShouldBe("127.0.0.1\n");
    }

    [Test]
    public async Task The_certificate_that_HTTPS_uses_can_be_asked_for()
    {
        await using var app = await RunningHelloApp.StartAsync(options => options with { HttpsPort = 0 });
        using var certificate = X509Certificate2.CreateFromPem(await app.Client.GetStringAsync(new Uri(app.Http, "/certificate")));

        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.TargetHost = RunningHelloApp.HostName;
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(certificate);
        using var client = new HttpClient(handler);
        (await client.GetStringAsync(app.Https)).ShouldStartWith("Hello, world!");
    }

    [Test]
    public async Task Without_HTTPS_there_is_no_certificate()
    {
        await using var app = await RunningHelloApp.StartAsync();

        (await app.Client.GetAsync(new Uri(app.Http, "/certificate"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public void Without_settings_the_ports_are_8080_and_8443()
    {
        var options = ServerOptions.From(_ => null);

        (options.Port, options.HttpsPort).ShouldBe((8080, 8443));
    }

    [TestCase("PORT", "http")]
    [TestCase("PORT", "65536")]
    [TestCase("HTTPS_PORT", "-1")]
    [TestCase("LISTEN_ADDRESS", "here")]
    [TestCase("START_DELAY", "soon")]
    [TestCase("ECHO", "some")]
    public void A_wrong_setting_is_named(string name, string value) =>
        Should.Throw<FormatException>(() => ServerOptions.From(asked => asked == name ? value : null))
            .Message.ShouldStartWith($"{name} is {value}");
}
