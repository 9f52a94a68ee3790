using System.Text;
using Harness.Rbac.Differences;
using Harness.Rbac.Generating;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Rbac.Differences;

/// <summary>Paths that are added to a policy or dropped from it, as the generated manifests of both have them.</summary>
internal sealed class PathDifferenceTests
{
    private const string By = "RoleBinding shop/scraper → Role shop/scraper";
    private const string Policy = "ValidatingAdmissionPolicy harness-paths.shop.scraper";

    [Test]
    public void A_path_more_is_gained_and_back_again_lost()
    {
        var (few, more) = (Snapshot(PathText.Good), Snapshot(PathText.With("paths: [/metrics,", "paths: [/metrics, /health,")));

        var difference = AccessDifference.Between(few, more);

        Lines(difference.Gained).ShouldBe(
        [
            $"serviceaccount:shop/scraper get services/proxy \"api:8080\" at /health in namespace shop by {By}, let through by {Policy}",
            $"serviceaccount:shop/scraper get services/proxy \"web:8080\" at /health in namespace shop by {By}, let through by {Policy}",
        ]);
        difference.Gained[0].By.Location!.File.ShouldBe("-");
        difference.Lost.ShouldBeEmpty();
        var back = AccessDifference.Between(more, few);
        Lines(back.Lost).ShouldBe(Lines(difference.Gained));
        back.Gained.ShouldBeEmpty();
    }

    [Test]
    public void Each_method_that_RBAC_allows_is_named() =>
        Lines(AccessDifference.Between(Snapshot(PathText.Good), Snapshot(PathText.With("paths: [/]", "paths: [/, /x/*]"))).Gained)
            .Select(line => line.Split(" by ")[0]).ShouldBe(
        [
            "serviceaccount:shop/scraper get services/proxy \"stats\" at /x/* in namespace shop",
            "serviceaccount:shop/scraper create services/proxy \"stats\" at /x/* in namespace shop",
            "serviceaccount:shop/scraper get services/proxy \"stats\" at /x/* in namespace stock",
            "serviceaccount:shop/scraper create services/proxy \"stats\" at /x/* in namespace stock",
        ]);

    [TestCase("kind: ValidatingAdmissionPolicy\n", "kind: Other\n")]
    [TestCase("kind: ValidatingAdmissionPolicyBinding", "kind: Other")]
    public void Without_the_policy_or_its_binding_every_other_path_is_gained(string kind, string other)
    {
        var guarded = Manifests(PathText.Good);
        var open = guarded.Replace(kind, other, StringComparison.Ordinal);

        var gained = Lines(AccessDifference.Between(Read(guarded), Read(open)).Gained);

        gained.ShouldContain($"serviceaccount:shop/scraper get services/proxy \"web:8080\" at /* in namespace shop by {By}");
        gained.Select(line => line.Split(" by ")[0])
            .ShouldContain("group:writers create services/proxy \"stats\" at /* in namespace stock");
        gained.ShouldNotContain(line => line.Contains("/metrics", StringComparison.Ordinal), "it was open before");
        gained.ShouldNotContain(line => line.Contains("\"web\"", StringComparison.Ordinal), "RBAC does not give that spelling");
    }

    [Test]
    public void Pods_are_gained_where_the_rule_no_longer_refuses_them()
    {
        const string pods = "    - {resource: pods/proxy, verbs: [get]}\n";
        var with = Manifests(PathText.Good + "\n");
        var without = Documents(Manifests(PathText.With(pods.TrimEnd('\n'), "")), "harness-paths");

        var gained = AccessDifference.Between(Read(Documents(with, "harness-paths", isIn: false) + "---\n" + without), Read(with)).Gained;

        Lines(gained).Select(line => line.Split(" by ")[0]).ShouldBe(
        [
            "group:writers get pods/proxy at /* in namespace shop", "group:writers get pods/proxy at /* in namespace stock",
        ]);
    }

    [Test]
    public void With_a_new_consumer_its_paths_are_named_and_what_RBAC_takes_is_not_told_path_by_path()
    {
        var without = Documents(Manifests(PathText.Good), "scraper", isIn: false);

        var difference = AccessDifference.Between(Read(without), Snapshot(PathText.Good));

        Lines(difference.Gained).Select(line => line.Split(" by ")[0]).ShouldContain(
            "serviceaccount:shop/scraper get services/proxy \"web:8080\" at /static/* in namespace shop");
        AccessDifference.Between(Snapshot(PathText.Good), Read(Documents(Manifests(PathText.Good), "kind: RoleBinding\n", isIn: false)))
            .Lost.ShouldAllBe(change => change.Action.ProxiedPath == null);
    }

    [Test]
    public void The_same_rules_by_other_names_are_no_difference() => AccessDifference
        .Between(Snapshot(PathText.Good), Read(Manifests(PathText.Good).Replace("harness-paths.", "other.", StringComparison.Ordinal)))
        .IsNone.ShouldBeTrue();

    [Test]
    public void Where_admission_is_not_known_it_is_said_and_nothing_passes_for_the_same()
    {
        var unknown = Snapshot(PathText.Good) with { Admission = new KnownAdmission([]) { NotKnown = "listing is forbidden" } };

        var difference = AccessDifference.Between(unknown, Snapshot(PathText.Good));

        difference.IsNone.ShouldBeTrue();
        difference.NotDecided.ShouldContain("which paths serviceaccount:shop/scraper may call in namespace shop: listing is forbidden");
        AccessDifference.Between(unknown, unknown).NotDecided.ShouldBeEmpty();
    }

    [Test]
    public void Against_a_cluster_its_own_policies_stay_and_those_of_files_replace_them_by_name()
    {
        var cluster = Snapshot(PathText.Good) with { KubernetesVersion = null };
        var files = Snapshot(PathText.With("paths: [/metrics,", "paths: [/health,"));

        var applied = AppliedSnapshot.Of(cluster, files);

        applied.Admission!.Objects.Count.ShouldBe(cluster.Admission!.Objects.Count);
        AccessDifference.Between(cluster, applied).Gained.Select(change => change.Action.ProxiedPath).ShouldBe(["/health", "/health"]);
        AppliedSnapshot.Of(cluster, files with { Admission = new KnownAdmission([]) }).Admission!.Objects.Count
            .ShouldBe(cluster.Admission.Objects.Count);
    }

    private static IReadOnlyList<string> Lines(IEnumerable<AccessChange> changes) =>
    [
        .. changes.Where(change => change.Action.ProxiedPath is not null)
            .Select(change => $"{change.Subject} {change.Action} by {change.By}"),
    ];

    private static string Manifests(string policy) =>
        KustomizeBase.Of(PolicyManifests.Of(AccessPolicyReader.Parse("access.yaml", policy))).AsStream();

    private static string Documents(string text, string with, bool isIn = true) => string.Join(
        "---\n", text.Split("---\n").Where(document => document.Contains(with, StringComparison.Ordinal) == isIn));

    private static RbacSnapshot Snapshot(string policy) => Read(Manifests(policy));

    private static RbacSnapshot Read(string manifests)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(manifests));
        return new ManifestSnapshot { ReadsAdmission = true, KubernetesVersion = new Version(1, 34) }.Read("-", stream);
    }
}
