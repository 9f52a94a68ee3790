using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>What each line of a policy may say, but not all of them together.</summary>
internal static class PolicyContradictions
{
    /// <summary>Finds them.</summary>
    public static void Find(AccessPolicy policy, InputProblems problems)
    {
        FindAmongConsumers(policy.Consumers, problems);
        Twice(policy.Ignored.Where(one => one.Subject.Name.Length > 0), one => one.Subject.ToString(), (one, first) => problems.Add(
            one.Location, $"{Quoted.Cut(one.Subject.ToString())} is ignored at {first.Location} already; remove one of the two"));
        Twice(policy.Suppressions.Where(one => one.Finding.Length > 0), one => $"{one.Finding} {one.On}", (one, first) => problems.Add(
            one.Location, $"{Quoted.Cut(one.Finding)} is suppressed at {first.Location} already; remove one of the two"));
        foreach (var consumer in policy.Consumers.Where(one => one.Subject.Name.Length > 0))
        {
            if (policy.Ignored.FirstOrDefault(ignored => Covers(ignored.Subject, consumer.Subject)) is { } ignored)
            {
                problems.Add(
                    ignored.Location,
                    $"ignores {Quoted.Cut(ignored.Subject.ToString())}, to whom the consumer "
                    + $"{Quoted.Of(consumer.Name)} at {consumer.Location} "
                    + "belongs: what it is allowed would never be checked; remove one of the two");
            }
        }
    }

    /// <summary>Finds consumers that are called by one name, or are one subject, also where they are of several policies.</summary>
    public static void FindAmongConsumers(IReadOnlyList<PolicyConsumer> consumers, InputProblems problems)
    {
        Twice(consumers.Where(one => one.Name.Length > 0), one => one.Name, (one, first) => problems.Add(
            one.Location, $"a consumer {Quoted.Of(one.Name)} is at {first.Location} already; give one of them another name"));
        Twice(consumers.Where(one => one.Subject.Name.Length > 0), one => one.Subject.ToString(), (one, first) => problems.Add(
            one.Subject.Location!,
            $"{Quoted.Cut(one.Subject.ToString())} is the consumer {Quoted.Of(first.Name)} at {first.Location} already; "
                + "put what it may do there"));
        PathContradictions.Find(consumers, problems);
    }

    /// <summary>Whether ignoring one subject ignores the other: they are the same, or one is a group that the other is always in.</summary>
    private static bool Covers(RbacSubject ignored, RbacSubject consumer) =>
        ignored.IsSame(consumer)
        || (ignored.Kind == RbacSubjectKind.Group && consumer.ToAccessSubject().Groups.Contains(ignored.Name));

    private static void Twice<T>(IEnumerable<T> all, Func<T, string> key, Action<T, T> complain)
    {
        var first = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var one in all)
        {
            if (!first.TryAdd(key(one), one))
                complain(one, first[key(one)]);
        }
    }
}
