using System.Diagnostics;
using Harness.Load.Alternatives;

namespace Harness.Load.Tests.Alternatives;

public sealed class KubectlListenerTests
{
    private static readonly KubectlSettings Settings = new("/no/such/kubeconfig", "/no/such/cache", Proxy: null);

    [TestCase("Forwarding from 127.0.0.1:41234 -> 8080\nForwarding from [::1]:41234 -> 8080", "http://127.0.0.1:41234/")]
    [TestCase("Starting to serve on 127.0.0.1:8001", "http://127.0.0.1:8001/")]
    [TestCase("error: unable to connect to 127.0.0.1:6443", null)]
    [TestCase("", null)]
    public void The_address_is_read_from_what_kubectl_says(string said, string? address) =>
        (KubectlListener.AddressIn(said)?.AbsoluteUri).ShouldBe(address);

    [Test]
    public async Task A_program_that_listens_is_ended_with_its_listener()
    {
        var listener = await KubectlListener.StartAsync(
            "/bin/sh", Settings, ["-c", "echo Starting to serve on 127.0.0.1:8001; exec sleep 60"], CancellationToken.None);
        var id = listener.ProcessId;
        listener.Address.Port.ShouldBe(8001);

        await listener.DisposeAsync();

        Should.Throw<ArgumentException>(() => Process.GetProcessById(id));
    }

    [Test]
    public async Task A_program_that_ends_is_told_in_its_own_words()
    {
        var failure = await Should.ThrowAsync<HarnessException>(() => KubectlListener.StartAsync(
            "/bin/sh", Settings, ["-c", "echo error: pods is forbidden >&2; exit 1"], CancellationToken.None));

        failure.Message.ShouldContain("ended before it listened, and said: error: pods is forbidden");
    }

    [Test]
    public void The_environments_proxies_are_not_used()
    {
        Settings.Environment["HTTPS_PROXY"].ShouldBeNull();
        (Settings with { Proxy = new Uri("http://proxy:3128") }).Environment["HTTPS_PROXY"].ShouldBe("http://proxy:3128");
        Settings.Environment.Keys.ShouldBe(["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"]);
    }
}
