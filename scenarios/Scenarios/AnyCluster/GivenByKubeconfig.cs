using Harness.Clusters;
using Harness.Files;
using Harness.Results;
using Harness.Runs;
using Harness.Scenarios.Running;
using Harness.Scenarios.Walkthrough;
using Harness.Workloads;
using k8s;

namespace Harness.Scenarios.AnyCluster;

/// <summary>The cluster of this run as anyone's cluster: a second session is given nothing but a kubeconfig.</summary>
public sealed class GivenByKubeconfig : ScenarioFixture
{
    [Test]
    [Claim("C23")]
    public Task A_cluster_given_by_kubeconfig_serves_as_well_and_is_left_as_it_was() => ProveAsync("given", async s =>
    {
        var admin = s.Session.Cluster.Admin;
        var run = $"{s.Session.Run}-given";
        var before = await ClusterScope.ReadAsync(admin, s.Stop);

        var namespaces = await WalkAsync(s, run, before);

        var after = await ClusterScope.ReadAsync(admin, s.Stop);
        string[] marks = [run, .. namespaces];
        var unread = string.Join(", ", after.Unread.Select(pair => $"{pair.Key} ({pair.Value})").DefaultIfEmpty("none"));
        s.Seen.ExpectEqual(
            "objects outside of namespaces that mention the run afterwards", "", string.Join(", ", after.Mentioning(marks)),
            $"{after.Objects.Count} looked through; could not be listed: "
            + $"{string.Join(", ", after.Unread.Select(pair => $"{pair.Key} ({pair.Value})").DefaultIfEmpty("none"))}",
            before.UnreadIn(after));
        s.Seen.ExpectEqual(
            "lasting objects outside of namespaces that went meanwhile", "",
            string.Join(", ", before.MissingIn(after, ScenarioRun.Current!.Started)),
            "among those older than this run that are not Harness's own", before.UnreadIn(after));
    });

    /// <summary>C10 to C12 on a session of its own, from the permission check to the removal.</summary>
    /// <returns>The namespaces that it made.</returns>
    private static async Task<IReadOnlyList<string>> WalkAsync(Scenario s, string run, ClusterScope before)
    {
        var session = await StartAsync(s, run);
        var there = s.On(session);
        IReadOnlyList<string> namespaces = [];
        try
        {
            s.Seen.ExpectEqual("source of the cluster", "existing", session.Facts.Source);
            s.Seen.ExpectEqual("Kubernetes", s.Session.Facts.KubernetesVersion, session.Facts.KubernetesVersion);
            namespaces = await GrantChecks.AllAsync(there);

            // The control: an object that the run did write is recognized by its mark, and by nothing else.
            var meanwhile = await ClusterScope.ReadAsync(s.Session.Cluster.Admin, s.Stop);
            s.Seen.ExpectEqual(
                "objects outside of namespaces that name the run as their writer meanwhile",
                string.Join(", ", namespaces.Select(name => $"namespaces {name}").Order(StringComparer.Ordinal)),
                string.Join(", ", meanwhile.Mentioning($"\"manager\":\"harness-{run}\"").Where(one => !IsPreflight(one))),
                undecided: before.UnreadIn(meanwhile));
        }
        finally
        {
            await there.CleanUpAsync();
            await RemoveAsync(session);
        }

        var left = await s.Session.Cluster.Admin.CoreV1.ListNamespaceAsync(
            labelSelector: $"{TestNamespaces.RunLabel}={run}", cancellationToken: s.Stop);
        s.Seen.ExpectEqual("namespaces of the run afterwards", "", string.Join(", ", left.Items.Select(one => one.Metadata.Name)));
        return namespaces;
    }

    /// <summary>Removed before the walk begins, but it may still be ending.</summary>
    private static bool IsPreflight(string one) =>
        one.StartsWith($"namespaces harness-{TestNamespaces.Preflight}-", StringComparison.Ordinal);

    private static async Task<HarnessSession> StartAsync(Scenario s, string run)
    {
        var kubeconfig = await s.Session.Cluster.KubeconfigFileAsync(s.Stop);
        var settings = RunSettings.Default
            .With(Settings.Cluster, ClusterSource.Existing)
            .With(Settings.Kubeconfig, kubeconfig.Path)
            .With(Settings.Context, kubeconfig.Context)
            .With(Settings.AllowPlainHttp, s.Session.Settings.Get(Settings.AllowPlainHttp))
            // By name: a node's status lists only 50 of its images, and ours may not be among them.
            .With(Settings.HelloImage, s.Session.Image.Reference);
        var sources = new SessionSources(HarnessFolders.InRepository(RepositoryRoot.Find()), CacheFolder.Default(), new Progress<string>());
        return await HarnessSession.StartAsync(settings, sources, run, s.Stop);
    }

    private static async Task RemoveAsync(HarnessSession session)
    {
        try
        {
            await session.DisposeAsync();
        }
        catch (AggregateException left)
        {
            throw HarnessException.Undecided(string.Join("; ", left.InnerExceptions.Select(one => one.Message)), left);
        }
    }
}
