using Harness.Access;
using Harness.Api;
using Harness.Proxying;
using Harness.Rbac.Objects;
using Harness.Scenarios.Running;
using Harness.Scenarios.Walkthrough;

namespace Harness.Scenarios.Matrix;

/// <summary>Makes the identities on a cluster: a service account, its token, and what is bound to it.</summary>
internal sealed class Callers(Scenario s, Places places)
{
    /// <summary>A client for each identity available here; an expired token takes the cluster's signing key.</summary>
    public async Task<Dictionary<Identity, ServiceProxyClient>> PrepareAsync()
    {
        var minter = await TokenMinter.TryCreateAsync(s);
        var wanted = Dimensions.Identities.Where(identity => minter is not null || identity.Shows != Credential.ExpiredToken);
        var made = await Task.WhenAll(wanted.Select(async identity => (Identity: identity, Token: await TokenAsync(identity, minter))));
        return made.ToDictionary(pair => pair.Identity, pair => s.ClientWith(pair.Identity.Name, pair.Token));
    }

    private async Task<BearerToken?> TokenAsync(Identity identity, TokenMinter? minter)
    {
        if (identity.Shows == Credential.NoToken)
            return null;
        var consumer = await s.ConsumerAsync(identity.Name.ToLowerInvariant().Replace(' ', '-'));
        await BindAsync(identity, consumer);
        var token = await s.TokenOfAsync(consumer);
        return identity.Shows switch
        {
            Credential.GarbledToken => token.Garbled(),
            Credential.ExpiredToken => minter!.Mint(token, TimeSpan.FromMinutes(-5)),
            _ => token,
        };
    }

    private Task BindAsync(Identity identity, Consumer consumer) => identity.Holds switch
    {
        Holding.Nothing => Task.CompletedTask,
        Holding.OneVerb => GrantAsync(consumer, places.Here, identity.Verb!),
        Holding.EveryVerb => GrantAsync(consumer, places.Here, "*"),
        Holding.GetInOtherNamespace => GrantAsync(consumer, places.Elsewhere, "get"),
        Holding.EditInNamespace => BindClusterRoleAsync(consumer, "edit"),
        Holding.ViewInNamespace => BindClusterRoleAsync(consumer, "view"),
        Holding.ClusterAdminInNamespace => BindClusterRoleAsync(consumer, "cluster-admin"),
        _ => throw new ArgumentOutOfRangeException(nameof(identity), identity.Holds, "unknown holding"),
    };

    private Task GrantAsync(Consumer consumer, string ns, string verb) => s.Session.Grants.ApplyAsync(
        new Grant(ns, $"{consumer.Name}-proxy", consumer, new RbacRule([""], ["services/proxy"], [Dimensions.Granted], [verb])), s.Stop);

    /// <summary>By a RoleBinding, even for cluster-admin: nothing is made outside the scenario's namespaces.</summary>
    private Task BindClusterRoleAsync(Consumer consumer, string role) => s.BindAsync(
        consumer.BoundTo(role, places.Here, consumer.Name), new AccessQuestion(places.Here, "", "services", "", "list"));
}
