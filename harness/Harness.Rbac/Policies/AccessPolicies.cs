using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>Several access policies as one, so that each team can keep its own.</summary>
public static class AccessPolicies
{
    /// <summary>Reads files and merges them.</summary>
    /// <exception cref="HarnessException">One cannot be read, or they contradict each other (exit code 2).</exception>
    public static AccessPolicy ReadFiles(IReadOnlyList<string> files)
    {
        var problems = new InputProblems();
        var policies = new List<AccessPolicy?>();
        foreach (var file in files.Distinct())
        {
            var own = new InputProblems { Template = YamlComplaint.PolicyTemplate };
            policies.Add(YamlInput.ReadFile(file, YamlLimits.Policy, own) is { } input ? AccessPolicyReader.Read(input, own) : null);
            problems.AddAll(own);
        }

        problems.ThrowIfAny();
        return Merge([.. policies.OfType<AccessPolicy>()]);
    }

    /// <summary>
    /// Merges policies. Each keeps what it allows, in the namespaces that it allows it in, and its exceptions, which hold in its own
    /// namespaces alone (<see cref="AccessPolicy.Parts"/>). The same consumer may be in several, with the same name and the same subject.
    /// </summary>
    /// <exception cref="HarnessException">There are none, or they contradict each other (exit code 2).</exception>
    public static AccessPolicy Merge(IReadOnlyList<AccessPolicy> policies)
    {
        if (policies is [var only])
            return only;
        if (policies is [])
            throw HarnessException.BadInput("no access policy is given; name at least one with --policy FILE");
        var problems = new InputProblems();
        var merged = policies[0] with
        {
            Name = string.Join('-', policies.Select(policy => policy.Name)),
            Namespaces = [.. policies.SelectMany(policy => policy.Namespaces).Distinct()],
            Scope = ScopeOf(policies),
            Consumers = [.. policies.SelectMany(policy => policy.Consumers).GroupBy(one => (one.Name, Subject: one.Subject.ToString()))
                .Select(Join)],
            Ignored = [.. policies.SelectMany(policy => policy.Ignored).DistinctBy(one => one.Subject.ToString())],
            Suppressions = [.. policies.SelectMany(policy => policy.Suppressions).DistinctBy(one => (one.Finding, one.On, one.Expires))],
            UnsafeGets = [.. policies.SelectMany(policy => policy.UnsafeGets).Distinct()],
            Parts = policies,
        };
        PolicyContradictions.FindAmongConsumers(merged.Consumers, problems);
        problems.ThrowIfAny();
        return merged;
    }

    private static PolicyConsumer Join(IEnumerable<PolicyConsumer> same) => same.First() with
    {
        Allow = [.. same.SelectMany(consumer => consumer.Allow)],
        Deny = [.. same.SelectMany(consumer => consumer.Deny)],
    };

    /// <summary>What any of them judges, for the whole to say so; each is judged by its own, in its own namespaces.</summary>
    private static PolicyScope ScopeOf(IReadOnlyList<AccessPolicy> policies)
    {
        var scopes = policies.Select(policy => policy.Scope).Distinct().ToList();
        var closed = scopes.Where(scope => scope.World == PolicyWorld.Closed).ToList();
        return scopes is [var only] ? only : closed is []
            ? PolicyScope.Open
            : new PolicyScope(PolicyWorld.Closed, [.. closed.SelectMany(scope => scope.Resources).Distinct()]);
    }
}
