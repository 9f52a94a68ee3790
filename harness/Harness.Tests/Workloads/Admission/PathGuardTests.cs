using System.Net;
using Harness.Rbac.Admission;
using Harness.Tests.Support;
using Harness.Workloads;
using Harness.Workloads.Admission;

namespace Harness.Tests.Workloads.Admission;

internal sealed class PathGuardTests
{
    private const string Api = "/apis/admissionregistration.k8s.io/v1";

    private static readonly HelloImageChoice Image = new("harness.local/hello-app:1", IsOurs: true);

    private static readonly PathAdmission Rules = new(
    [
        new PathRule
        {
            Name = "harness-paths.shop.scraper",
            Namespace = "shop",
            User = "alice",
            Paths = new Dictionary<string, IReadOnlyList<string>> { ["hello-app"] = ["/metrics"] },
        },
    ]);

    [TestCase("v1.30.0", "ValidatingAdmissionPolicy")]
    [TestCase("v1.36.3+k3s1", "ValidatingAdmissionPolicy")]
    [TestCase("v1.29.9", "validating webhook")]
    [TestCase("v1.20.2", "validating webhook")]
    public void It_is_what_the_version_has(string version, string kind) =>
        PathGuard.For(version, null!, Image, "shop", Rules).Kind.ShouldBe(kind);

    [Test]
    public async Task A_policy_is_made_before_its_binding_and_removed_after_it()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Text("{}"));
        await using (var guard = PathGuard.ByPolicy(api.Client(), Rules.Policies()))
            await guard.InstallAsync(CancellationToken.None);

        api.Calls.ShouldBe(
        [
            $"POST {Api}/validatingadmissionpolicies",
            $"POST {Api}/validatingadmissionpolicybindings",
            $"DELETE {Api}/validatingadmissionpolicybindings/harness-paths.shop.scraper",
            $"DELETE {Api}/validatingadmissionpolicies/harness-paths.shop.scraper",
        ]);
    }

    [Test]
    public async Task What_is_gone_already_is_removed()
    {
        using var api = new FakeApiServer(_ => null);
        var guard = PathGuard.ByPolicy(api.Client(), Rules.Policies());

        await guard.DisposeAsync();

        api.Seen.Count.ShouldBe(2);
    }

    [Test]
    public async Task What_is_refused_is_named_with_the_API_servers_words()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden"));
        var guard = PathGuard.ByPolicy(api.Client(), Rules.Policies());

        (await Should.ThrowAsync<HarnessException>(guard.InstallAsync(CancellationToken.None)))
            .Message.ShouldStartWith("ValidatingAdmissionPolicy harness-paths.shop.scraper could not be made: 403 ");
    }
}
