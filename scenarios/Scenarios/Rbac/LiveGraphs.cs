using System.Security.Cryptography;
using CsCheck;
using Harness.Api;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Scenarios.Running;
using Harness.Waiting;
using Harness.Workloads;
using k8s;
using k8s.Models;

namespace Harness.Scenarios.Rbac;

/// <summary>
/// Random graphs on a cluster, side by side: their names keep them apart. Disposal removes them.
/// </summary>
internal sealed class LiveGraphs : IAsyncDisposable
{
    /// <summary>On every object made; its value is unique to these graphs.</summary>
    public const string Label = "harness/graphs";

    private const int AtOnce = 16;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RemovalDeadline = TimeSpan.FromSeconds(120);

    private readonly IKubernetes _admin;
    private readonly string _token = $"h{RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 6)}";
    private readonly Dictionary<string, string> _labels;

    private readonly IReadOnlyList<string> _namespaces;

    private LiveGraphs(Scenario s, IReadOnlyList<string> namespaces)
    {
        _admin = s.Session.Cluster.Admin;
        _namespaces = namespaces;
        _labels = new Dictionary<string, string> { [Label] = _token, [TestNamespaces.RunLabel] = s.Session.Run };
    }

    public IReadOnlyList<RandomGraph> All { get; private set; } = [];

    /// <summary>Makes graphs, and waits until the authorizer has all of them.</summary>
    public static async Task<LiveGraphs> CreateAsync(Scenario s, IReadOnlyList<string> namespaces, int graphs, int cells)
    {
        var live = new LiveGraphs(s, namespaces);
        live.All = [.. Enumerable.Range(0, graphs).Select(i => RandomGraph.Of($"{live._token}-{i}", namespaces, cells).Single())];
        try
        {
            var snapshots = live.All.Select(graph => graph.Snapshot).ToList();
            await live.ApplyAsync(snapshots.SelectMany(one => one.Roles), snapshots.SelectMany(one => one.Bindings), s.Stop);
            await live.AggregationAsync(s.Stop);
            await live.AuthorizerAsync(namespaces[0], s.Stop);
            return live;
        }
        catch
        {
            await live.DisposeAsync();
            throw;
        }
    }

    /// <summary>Removes all, even if the run was stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        var (rbac, ours) = (_admin.RbacAuthorizationV1, $"{Label}={_token}");
        await new Condition($"the roles and bindings with {ours} are removed", RemovalDeadline).WaitAsync(
            async ct =>
            {
                await Task.WhenAll(
                [
                    rbac.DeleteCollectionClusterRoleBindingAsync(labelSelector: ours, cancellationToken: ct),
                    rbac.DeleteCollectionClusterRoleAsync(labelSelector: ours, cancellationToken: ct),
                    .. _namespaces.Select(ns => rbac.DeleteCollectionNamespacedRoleBindingAsync(
                        ns, labelSelector: ours, cancellationToken: ct)),
                    .. _namespaces.Select(ns => rbac.DeleteCollectionNamespacedRoleAsync(ns, labelSelector: ours, cancellationToken: ct)),
                ]);
                return Seen.Met(true);
            },
            CancellationToken.None);
    }

    private Task ApplyAsync(IEnumerable<RbacRole> roles, IEnumerable<RbacBinding> bindings, CancellationToken stop)
    {
        var rbac = _admin.RbacAuthorizationV1;
        IEnumerable<Func<CancellationToken, Task>> creations =
        [
            .. roles.Select<RbacRole, Func<CancellationToken, Task>>(role => role.Namespace is { } ns
                ? ct => rbac.CreateNamespacedRoleAsync(Labelled(role.ToRole()), ns, cancellationToken: ct)
                : ct => rbac.CreateClusterRoleAsync(Labelled(role.ToClusterRole()), cancellationToken: ct)),
            .. bindings.Select<RbacBinding, Func<CancellationToken, Task>>(binding => binding.Namespace is { } ns
                ? ct => rbac.CreateNamespacedRoleBindingAsync(Labelled(binding.ToRoleBinding()), ns, cancellationToken: ct)
                : ct => rbac.CreateClusterRoleBindingAsync(Labelled(binding.ToClusterRoleBinding()), cancellationToken: ct)),
        ];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
        return Parallel.ForEachAsync(creations, options, async (create, ct) => await create(ct));
    }

    private T Labelled<T>(T made)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        made.Metadata.Labels = _labels.Concat(made.Metadata.Labels ?? new Dictionary<string, string>()).ToDictionary();
        return made;
    }

    /// <summary>The controller needs some time, and more for each role that aggregates aggregating roles.</summary>
    private async Task AggregationAsync(CancellationToken stop)
    {
        var due = All.SelectMany(graph => graph.Snapshot.Roles.Where(role => role.Aggregates is not null).Select(role =>
            (role.Name, Rules: RuleCount(new RoleAggregation(graph.Snapshot.Roles).SourcesOf(role))))).ToDictionary();
        await new Condition($"the controller has written the rules of {due.Count} aggregated cluster roles", Deadline).WaitAsync(
            async ct =>
            {
                var listed = await _admin.RbacAuthorizationV1.ListClusterRoleAsync(
                    labelSelector: $"{Label}={_token}", cancellationToken: ct);
                var late = listed.Items.Where(
                    role => due.TryGetValue(role.Metadata.Name, out var rules) && (role.Rules?.Count ?? 0) != rules).ToList();
                return late.Count == 0
                    ? Seen.Met(true)
                    : Seen.NotYet<bool>(
                        $"{late.Count} have other rules, "
                        + $"{late[0].Metadata.Name} has {late[0].Rules?.Count ?? 0} of {due[late[0].Metadata.Name]}");
            },
            stop);

        // The controller copies equal rules only once.
        static int RuleCount(IReadOnlyList<RbacRole> sources) => sources.SelectMany(source => source.Rules)
            .Select(rule => string.Join('|', WordsOf(rule).Select(words => string.Join(',', words)))).Distinct().Count();

        static IReadOnlyList<string>[] WordsOf(RbacRule rule) =>
            [rule.ApiGroups, rule.Resources, rule.ResourceNames, rule.Verbs, rule.NonResourceUrls];
    }

    /// <summary>
    /// The authorizer receives each kind in the order of writing, so once it has the last object it has all. A binding shows only with
    /// its role, hence a sentinel of all four kinds.
    /// </summary>
    private async Task AuthorizerAsync(string ns, CancellationToken stop)
    {
        var rule = new RbacRule([""], ["pods"], [], ["get"]);
        (string Name, string? Namespace)[] sentinels = [($"{_token}-sentinel", ns), ($"{_token}-cluster-sentinel", null)];
        await ApplyAsync(
            sentinels.Select(one => new RbacRole(one.Namespace, one.Name, [rule])),
            sentinels.Select(one => new RbacBinding(
                one.Namespace, one.Name, one.Namespace is null ? "ClusterRole" : "Role", one.Name,
                [new RbacSubject(RbacSubjectKind.User, one.Name)])),
            stop);
        foreach (var (name, where) in sentinels)
        {
            var question = new AccessQuestion(where ?? "", "", "pods", "", "get");
            await new Condition($"the authorizer knows the last binding of the graphs, {name}", Deadline).WaitAsync(
                async ct => (await question.AskAboutAsync(new AccessSubject(name, []), _admin, ct)).Allowed
                    ? Seen.Met(true)
                    : Seen.NotYet<bool>("denied"),
                stop);
        }
    }
}
