using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Differences;

/// <summary>
/// Roles and bindings of files that may not be applied, where that makes a difference: the other side does not have the same, or has it
/// for certain where it is files, too.
/// </summary>
internal static class DoubtfulObjects
{
    /// <summary>What is to be said of those of both sides.</summary>
    public static IReadOnlyList<string> Between(RbacSnapshot from, RbacSnapshot to)
    {
        var found = Of(from, to).Concat(Of(to, from)).Distinct().ToList();
        return found.Count == 0 ? []
            :
            [
                $"whether these are applied is not known, and they are not the same on both sides: {NamedFew.Of(found)}; change that, or "
                    + "leave them out with --exclude",
            ];
    }

    private static IEnumerable<string> Of(RbacSnapshot one, RbacSnapshot other)
    {
        var roles = other.Roles.ToLookup(role => (role.Namespace, role.Name));
        var bindings = other.Bindings.ToLookup(binding => (binding.Namespace, binding.Name));
        return one.Roles
            .Where(role => role.Doubt is not null && !roles[(role.Namespace, role.Name)].Any(
                there => IsAsCertain(there.Location, there.Doubt, role.Doubt) && role.IsSame(there)))
            .Select(role => $"{role} ({role.Location}, {role.Doubt})")
            .Concat(one.Bindings
                .Where(binding => binding.Doubt is not null && !bindings[(binding.Namespace, binding.Name)].Any(
                    there => IsAsCertain(there.Location, there.Doubt, binding.Doubt) && binding.IsSame(there)))
                .Select(binding => $"{binding} ({binding.Location}, {binding.Doubt})"));
    }

    /// <summary>What a cluster has is there: it stands in no file.</summary>
    private static bool IsAsCertain(SourceLocation? there, string? doubt, string? other) => there is null || doubt == other;
}
