using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Questions;

namespace Harness.Rbac.Validation;

/// <summary>Finds what an allowance allows and nobody did.</summary>
internal static class UnusedUse
{
    /// <summary>What a consumer never did of an allowance: a name and verb, or a path of a name.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="allowance">What it is allowed.</param>
    /// <param name="uses">What was let through of it, in its name or that of a group.</param>
    public static IEnumerable<UnusedAccess> Of(PolicyConsumer consumer, PolicyAllowance allowance, IReadOnlyList<AuditedUse> uses)
    {
        foreach (var question in from ns in allowance.Namespaces
                                 from name in allowance.Names.DefaultIfEmpty("")
                                 from verb in allowance.Verbs
                                 select allowance.Question(ns, name, verb))
        {
            var same = uses.Where(use => IsOf(use.Question, question)).ToList();
            if (same.Count == 0)
                yield return new UnusedAccess(consumer.Subject, question, null, allowance.Location);
        }

        foreach (var question in from ns in allowance.Paths.Count == 0 ? [] : allowance.Namespaces
                                 from name in allowance.Names
                                 select allowance.Question(ns, name, "*"))
        {
            var called = uses.Where(use => IsOf(use.Question, question)).SelectMany(use => use.Paths.All).ToList();
            foreach (var path in allowance.Paths.Where(path => called.Count > 0 && !called.Exists(one => Is(one, path))))
                yield return new UnusedAccess(consumer.Subject, question, path, allowance.Location);
        }
    }

    /// <summary>What is done in no namespace is done in all of them at once.</summary>
    private static bool IsOf(AccessQuestion done, AccessQuestion allowed) =>
        (done.Namespace == allowed.Namespace || done.Namespace.Length == 0)
        && done.ApiGroup == allowed.ApiGroup && done.Resource == allowed.Resource
        && (allowed.Name.Length == 0 || done.Name == allowed.Name)
        && (allowed.Verb == "*" || done.Verb == allowed.Verb);

    private static bool Is(CalledPath called, string pattern) => called.IsPrefix
        ? pattern.StartsWith(called.Path, StringComparison.Ordinal) || CallPath.IsMeant(called.Path + PathCells.NoSuchPath, pattern)
        : CallPath.IsMeant(called.Path, pattern);
}
