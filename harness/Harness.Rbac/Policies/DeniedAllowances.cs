using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>
/// What a policy both allows and denies, so that no RBAC can be right: to the same consumer, or to one and a group that it is certainly
/// in, since what a group may its members may, and what a group must not none of them must.
/// </summary>
internal static class DeniedAllowances
{
    /// <summary>Finds them, also where they are of several policies.</summary>
    public static void Find(IReadOnlyList<PolicyConsumer> consumers, InputProblems problems)
    {
        var denying = consumers.Where(one => one.Deny.Count > 0 && one.Subject.Name.Length > 0).ToList();
        var found = from one in denying
                    from other in consumers
                    where IsIn(one, other) || IsIn(other, one)
                    from denied in one.Deny
                    from allowed in other.Allow
                    where Overlap(denied, allowed)
                    select (Denied: denied, Allowed: allowed, By: one, To: other);
        foreach (var (denied, allowed, by, to) in found)
        {
            var who = ReferenceEquals(by, to) ? "" : $" to the consumer {Quoted.Of(to.Name)}";
            var why = ReferenceEquals(by, to) ? "" : IsIn(to, by)
                ? $", which belongs to {Quoted.Cut(by.Subject.ToString())}"
                : $", to which {Quoted.Cut(by.Subject.ToString())} belongs";
            problems.Add(
                denied.Location, $"denies {denied.Resource}, of which {allowed.Location} allows the same{who} already{why}; remove one of "
                    + "the two, or narrow it by names, verbs or namespaces");
        }
    }

    /// <summary>Whether what holds for the second holds for the first: they are the same, or the second is a group of the first.</summary>
    internal static bool IsIn(PolicyConsumer one, PolicyConsumer other) =>
        SubjectIdentity.WithGroups(SubjectIdentity.Of(one.Subject)).Any(SubjectIdentity.Of(other.Subject).IsSame);

    /// <param name="one">What is denied.</param>
    /// <param name="other">What is allowed.</param>
    private static bool Overlap(PolicyAllowance one, PolicyAllowance other) =>
        one.ApiGroup == other.ApiGroup && one.Resource == other.Resource
        && (one.IsOfCluster || one.Namespaces.Intersect(other.Namespaces).Any())
        && (one.Names.Count == 0 || other.Names.Count == 0 || other.Names.Any(one.HasName))
        && (one.Verbs.Contains("*") || other.Verbs.Contains("*") || one.Verbs.Intersect(other.Verbs).Any());
}
