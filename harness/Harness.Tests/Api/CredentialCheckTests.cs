using System.Text;
using Harness.Api;
using Harness.Tests.Images;
using Harness.Tests.Support;
using k8s;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Tests.Api;

internal sealed class CredentialCheckTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private Authority _authority = null!;
    private KubernetesClientConfiguration _configuration = null!;

    [OneTimeSetUp]
    public void Issue()
    {
        _authority = new Authority();
        var (certificate, key) = _authority.ForClient(From, Until);
        _configuration = new KubernetesClientConfiguration
        {
            Host = "https://10.0.0.1:6443",
            ClientCertificateData = Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate)),
            ClientCertificateKeyData = Convert.ToBase64String(Encoding.UTF8.GetBytes(key)),
        };
    }

    [OneTimeTearDown]
    public void Dispose() => _authority.Dispose();

    [TestCase("2026-01-01T00:00:00Z")]
    [TestCase("2026-12-31T23:59:59Z")]
    public void Within_its_time_it_passes(string now) => Should.NotThrow(() => Check(now));

    [Test]
    [SetCulture("de-DE")]
    public void After_its_end_it_has_expired() => Refusal("2027-01-01T00:00:00Z").ShouldBe(
        "kubeconfig file.yaml: the client certificate of \"CN=admin-of-test\" for https://10.0.0.1:6443 expired "
        + "2027-01-01 00:00:00Z; renew it");

    [Test]
    public void Before_its_beginning_it_is_not_valid() =>
        Refusal("2025-12-31T23:59:59Z").ShouldContain("is not valid before 2026-01-01 00:00:00Z");

    [Test]
    public void No_key_material_is_told()
    {
        var message = Refusal("2027-06-01T00:00:00Z");

        message.ShouldNotContain(_configuration.ClientCertificateKeyData);
        message.ShouldNotContain(_configuration.ClientCertificateData);
        message.ShouldNotContain("BEGIN");
    }

    [Test]
    public void A_certificate_in_a_file_is_checked_as_well()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("client.crt", _authority.ForClient(From, Until).Certificate);
        var configuration = new KubernetesClientConfiguration { Host = _configuration.Host, ClientCertificateFilePath = file };

        Should.Throw<HarnessException>(() => CredentialCheck.EnsureValid(configuration, "file.yaml", At("2028-01-01T00:00:00Z")));
    }

    [TestCase("not base64!")]
    [TestCase("bm90IFBFTQ==")]
    public void A_certificate_that_cannot_be_read_is_bad_input(string data)
    {
        var configuration = new KubernetesClientConfiguration { Host = _configuration.Host, ClientCertificateData = data };

        var refusal = Should.Throw<HarnessException>(
            () => CredentialCheck.EnsureValid(configuration, "file.yaml", At("2026-06-01T00:00:00Z")));

        refusal.Kind.ShouldBe(FailureKind.BadInput);
        refusal.Message.ShouldStartWith("kubeconfig file.yaml: the client certificate cannot be read");
    }

    [Test]
    public void Without_a_certificate_there_is_nothing_to_check() => Should.NotThrow(
        () => CredentialCheck.EnsureValid(
            new KubernetesClientConfiguration { AccessToken = "x" }, "file.yaml", At("2028-01-01T00:00:00Z")));

    private string Refusal(string now)
    {
        var refusal = Should.Throw<HarnessException>(() => Check(now));
        refusal.Kind.ShouldBe(FailureKind.Undecided);
        return refusal.Message;
    }

    private void Check(string now) => CredentialCheck.EnsureValid(_configuration, "file.yaml", At(now));

    private static FakeTimeProvider At(string now) => new(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
}
