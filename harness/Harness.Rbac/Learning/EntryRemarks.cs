using System.Text.RegularExpressions;
using Harness.Rbac.Auditing;

namespace Harness.Rbac.Learning;

/// <summary>What a person who reads a learnt policy has to know of an entry.</summary>
internal static partial class EntryRemarks
{
    private const string Rbac = "RBAC: allowed by ";
    private const int MostBindings = 2;
    private const int MostPaths = 5;

    /// <summary>By which bindings, in whose name, and which methods it takes more than was seen for.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<AuditedUse> uses)
    {
        var bindings = Bindings(uses).ToList();
        if (bindings.Count > 0)
            yield return $"by {string.Join(" and ", bindings.Take(MostBindings))}{(bindings.Count > MostBindings ? " and others" : "")}";
        if (uses.Sum(use => use.Impersonated) is > 0 and var count)
        {
            var by = uses.SelectMany(use => use.Impersonators).Distinct().Order(StringComparer.Ordinal).Take(MostBindings);
            yield return $"impersonated by {string.Join(", ", by)}: {(count == 1 ? "once" : Amount.Of(count, "time"))}";
        }
    }

    /// <summary>The bindings that let them through, as far as the log names them.</summary>
    public static IEnumerable<string> Bindings(IEnumerable<AuditedUse> uses) =>
        uses.Select(use => Binding(use.Reason)).Where(binding => binding.Length > 0).Distinct();

    /// <summary>Which paths were called, where the policy does not say it.</summary>
    public static IEnumerable<string> OfPaths(IReadOnlyList<CalledPath> paths) => paths.Count == 0
        ? []
        : [$"paths: {string.Join(", ", paths.Take(MostPaths).Select(path => path.Pattern))}{(paths.Count > MostPaths ? ", ..." : "")}"];

    /// <summary>What became of requests, behind their number.</summary>
    public static string Words(AuditAnswer answer) => answer switch
    {
        AuditAnswer.Allowed => "let through",
        AuditAnswer.Denied => "refused by the authorizer",
        AuditAnswer.RefusedByAdmission => "let through by the authorizer and refused by admission",
        AuditAnswer.Unauthenticated => "without credentials that were accepted",
        AuditAnswer.TurnedAway => "turned away with 429 before the authorizer was asked",
        _ => "failed, or not answered, where the log does not say what the authorizer decided",
    };

    /// <summary>
    /// An authorizer's reason without its beginning and its subject, which is known. It names a binding before the binding's namespace,
    /// and everything else here is named the other way round.
    /// </summary>
    private static string Binding(string reason)
    {
        if (!reason.StartsWith(Rbac, StringComparison.Ordinal))
            return "";
        var end = reason.LastIndexOf("\" to ", StringComparison.Ordinal);
        return NameAndNamespace().Replace(
            end < 0 ? reason[Rbac.Length..] : reason[Rbac.Length..(end + 1)], "RoleBinding \"${namespace}/${name}\"");
    }

    // Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/plugin/pkg/auth/authorizer/rbac/rbac.go and
    // https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/registry/rbac/validation/rule.go (roleBindingDescriber)
    [GeneratedRegex("^RoleBinding \"(?<name>[^\"/]+)/(?<namespace>[^\"/]+)\"")]
    private static partial Regex NameAndNamespace();
}
