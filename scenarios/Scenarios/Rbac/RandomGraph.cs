using CsCheck;
using Harness.Rbac.Objects;

namespace Harness.Scenarios.Rbac;

/// <summary>A question about a subject.</summary>
public sealed record GraphCell(AccessSubject Subject, AccessQuestion Question)
{
    public override string ToString() => $"{Subject} [{string.Join(' ', Subject.Groups)}]: {Question}";
}

/// <summary>
/// Random RBAC objects as they would be in files, and questions about them, from so few words that rules, bindings and questions
/// often match. Every name begins with the graph's own prefix, so that many graphs can live on one cluster.
/// </summary>
public sealed record RandomGraph(string Prefix, RbacSnapshot Snapshot, IReadOnlyList<GraphCell> Cells)
{
    /// <summary>Generates graphs.</summary>
    /// <param name="prefix">Prefix of every name.</param>
    /// <param name="namespaces">Namespaces that they are in.</param>
    /// <param name="cells">Questions about each.</param>
    public static Gen<RandomGraph> Of(string prefix, IReadOnlyList<string> namespaces, int cells)
    {
        var words = new GraphWords(prefix, namespaces);
        return from roles in words.Roles
               from clusterRoles in words.ClusterRoles
               let all = Named(prefix, [.. clusterRoles, .. roles])
               from bindings in words.Binding(all).Array[3, 8]
               let snapshot = new RbacSnapshot(
                   $"graph {prefix}", all, [.. bindings.Select((one, i) => one with { Name = $"{prefix}-b{i}" })])
               from asked in words.Cell(snapshot).Array[cells]
               select new RandomGraph(prefix, snapshot, asked);
    }

    private static RbacRole[] Named(string prefix, RbacRole[] roles) =>
        [.. roles.Select((role, i) => role with { Name = $"{prefix}-{role.Kind[..1].ToLowerInvariant()}{i}" })];
}
