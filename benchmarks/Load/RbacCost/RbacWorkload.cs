using Harness.Access;
using Harness.Rbac.Objects;
using Harness.Results;
using Harness.Runs;
using k8s;
using k8s.Models;

namespace Harness.Load.RbacCost;

/// <summary>The namespaces, their consumers, and what grows beside them.</summary>
/// <param name="session">The run's session.</param>
internal sealed class RbacWorkload(HarnessSession session)
{
    /// <summary>Namespaces that it takes.</summary>
    public const int Namespaces = 4;

    private const string Called = "called";
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);
    private readonly IKubernetes _admin = session.Cluster.Admin;
    private readonly List<string> _namespaces = [];

    /// <summary>The control, and a consumer for each growth.</summary>
    public List<RbacPlace> Places { get; } = [];

    /// <summary>A consumer among the bindings of others that has no grant yet.</summary>
    public Consumer? Newcomer { get; private set; }

    /// <summary>Makes all of it. Where this fails, <see cref="RemoveAsync"/> removes what there is.</summary>
    public async Task CreateAsync(CancellationToken stop)
    {
        await AddAsync("control", _ => null, stop).ConfigureAwait(false);
        await AddAsync("others", OfOthers, stop).ConfigureAwait(false);
        Newcomer = await session.Consumers.CreateAsync(_namespaces[^1], "newcomer", stop).ConfigureAwait(false);
        await AddAsync("own", OfItsOwn, stop).ConfigureAwait(false);
        await AddAsync("rules", OfRules, stop).ConfigureAwait(false);
    }

    /// <summary>Calls of the newcomer's.</summary>
    public ConsumerCall NewcomersCall(HttpMessageInvoker client) =>
        new(client, session.Cluster.Api.UrlOf(Path(Newcomer!.Namespace, Called)), Token(Newcomer));

    /// <summary>What the newcomer is granted, in its role: the same call that the others make.</summary>
    public static Grant GrantOf(Consumer newcomer) => new(newcomer.Namespace, newcomer.Name, newcomer, Rule(Called));

    /// <summary>Removes it, with everything that grew.</summary>
    public async Task RemoveAsync()
    {
        foreach (var ns in _namespaces)
            await session.Namespaces.DeleteAsync(ns, session.Cluster.Lost).ConfigureAwait(false);
    }

    private async Task AddAsync(string purpose, Func<Grant, IRbacGrowth?> growthOf, CancellationToken stop)
    {
        var ns = await session.Namespaces.CreateAsync($"rbac-{purpose}", stop).ConfigureAwait(false);
        _namespaces.Add(ns);
        var called = new V1ConfigMap { Metadata = new V1ObjectMeta { Name = Called } };
        await _admin.CoreV1.CreateNamespacedConfigMapAsync(called, ns, cancellationToken: stop).ConfigureAwait(false);
        var consumer = await session.Consumers.CreateAsync(ns, "consumer", stop).ConfigureAwait(false);
        var grant = new Grant(ns, "granted", consumer, Rule(Called));
        await session.Grants.ApplyAsync(grant, stop).ConfigureAwait(false);
        var (api, token) = (session.Cluster.Api, Token(consumer));
        var denied = ServerRoute.To(api, $"{purpose}, denied", Path(ns, "of-somebody-else"), "\"reason\":\"Forbidden\"", token);
        Places.Add(new RbacPlace(
            growthOf(grant),
            ServerRoute.To(api, $"{purpose}, allowed", Path(ns, Called), "\"kind\":\"ConfigMap\"", token),
            denied with { Target = denied.Target with { ExpectedStatus = 403 } }));
    }

    private BindingGrowth OfOthers(Grant granted) => new(
        _admin,
        new RbacGrowthFacts("bindings of others", "RoleBindings in the consumer's namespace, each of another subject to a role of its own"),
        number => OfAnother(granted.Namespace, FormattableString.Invariant($"other-{number}")),
        shared: null);

    private BindingGrowth OfItsOwn(Grant granted) => new(
        _admin,
        new RbacGrowthFacts("bindings of its own", "RoleBindings of the consumer, to a role that allows something else"),
        number => More(granted, FormattableString.Invariant($"own-{number}")),
        shared: new RbacRole(granted.Namespace, "own", [Rule("own")]));

    private RuleGrowth OfRules(Grant granted) => new(
        _admin,
        new RbacGrowthFacts("rules", "rules in the one role that the consumer is bound to; the one that allows its call is the last"),
        granted,
        number => Rule(FormattableString.Invariant($"other-{number}")));

    private RenewedToken Token(Consumer consumer) => RenewedToken.Of(session.Consumers, consumer, TokenLifetime);

    /// <summary>From the API server's memory, so that reading from storage does not drown what authorization takes.</summary>
    private static string Path(string ns, string configMap) => $"/api/v1/namespaces/{ns}/configmaps/{configMap}?resourceVersion=0";

    private static Grant OfAnother(string ns, string name) => new(ns, name, new Consumer(ns, name), Rule(name));

    private static Grant More(Grant granted, string name) => granted with { Name = name, Rule = Rule(name) };

    private static RbacRule Rule(string configMap) => new([""], ["configmaps"], [configMap], ["get"]);
}
