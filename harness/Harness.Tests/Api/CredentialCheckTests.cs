using Harness.Api;
using Harness.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Tests.Api;

internal sealed class CredentialCheckTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Uri Server = new("https://10.0.0.1:6443/");
    private Authority _authority = null!;
    private string _key = null!;
    private ApiCredentials _credentials = null!;

    [OneTimeSetUp]
    public void Issue()
    {
        _authority = new Authority();
        var (certificate, key) = _authority.ForClient(From, Until);
        (_key, _credentials) = (key, ApiCredentials.OfCertificate("kubeconfig file.yaml", certificate, key));
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

        message.ShouldNotContain(_key.Split('\n')[1]);
        message.ShouldNotContain("BEGIN");
    }

    [Test]
    public void A_certificate_that_cannot_be_read_is_bad_input()
    {
        var refusal = Should.Throw<HarnessException>(() => ApiCredentials.OfCertificate("kubeconfig file.yaml", "no PEM", _key));

        refusal.Kind.ShouldBe(FailureKind.BadInput);
        refusal.Message.ShouldStartWith("kubeconfig file.yaml: the client certificate or its key cannot be read");
    }

    [Test]
    public void Without_a_certificate_there_is_nothing_to_check() => Should.NotThrow(
        () => CredentialCheck.EnsureValid(new ApiCredentials(), "kubeconfig file.yaml", Server, At("2028-01-01T00:00:00Z")));

    private string Refusal(string now)
    {
        var refusal = Should.Throw<HarnessException>(() => Check(now));
        refusal.Kind.ShouldBe(FailureKind.Undecided);
        return refusal.Message;
    }

    private void Check(string now) => CredentialCheck.EnsureValid(_credentials, "kubeconfig file.yaml", Server, At(now));

    private static FakeTimeProvider At(string now) => new(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
}
