using System.Text;
using Harness.Access;
using Harness.Api;
using Harness.Kubeconfigs;
using Harness.Tests.Support;
using k8s;

namespace Harness.Tests.Access;

internal sealed class ConsumerKubeconfigTests
{
    private static readonly Consumer ConsumerA = new("team-a", "consumer-a");
    private static readonly BearerToken Token = new("eyJ.of.consumer-a");
    private static readonly Uri Address = new("https://rancher.example/k8s/clusters/c-1/");

    [Test]
    public void Everything_comes_back_through_the_usual_client()
    {
        using var authority = new Authority();

        var read = Read(new ApiServerAddress(Address, authority.Public, "kubernetes.example"));

        read.Host.ShouldBe("https://rancher.example/k8s/clusters/c-1");
        read.AccessToken.ShouldBe(Token.Reveal());
        read.Namespace.ShouldBe("team-a");
        read.CurrentContext.ShouldBe("consumer-a");
        read.TlsServerName.ShouldBe("kubernetes.example");
        read.SkipTlsVerify.ShouldBeFalse();
        read.SslCaCerts.Single().RawData.ShouldBe(authority.Public.Single().RawData);
    }

    [Test]
    public void Every_authority_comes_along()
    {
        using var one = new Authority();
        using var two = new Authority();

        var read = Read(new ApiServerAddress(Address, [.. one.Public, .. two.Public]));

        read.SslCaCerts.Select(authority => authority.Thumbprint).ShouldBe(
            [one.Public.Single().Thumbprint, two.Public.Single().Thumbprint], ignoreOrder: true);
    }

    [Test]
    public void With_the_systems_authorities_none_is_written()
    {
        var yaml = ConsumerKubeconfig.Write(ConsumerA, Token, new ApiServerAddress(Address, null));

        yaml.ShouldNotContain("certificate-authority");
        yaml.ShouldNotContain("tls-server-name");
    }

    [Test]
    public void Harness_reads_its_own_kubeconfig()
    {
        var kubeconfig = Kubeconfig.Parse(
            "of the consumer", ConsumerKubeconfig.Write(ConsumerA, Token, new ApiServerAddress(Address, null)), null);

        kubeconfig.Context.ShouldBe("consumer-a");
        kubeconfig.User.Token.ShouldBe(Token.Reveal());
    }

    private static KubernetesClientConfiguration Read(ApiServerAddress api)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(ConsumerKubeconfig.Write(ConsumerA, Token, api)));
        return KubernetesClientConfiguration.BuildConfigFromConfigFile(stream);
    }
}
