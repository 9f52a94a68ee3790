using BenchmarkDotNet.Attributes;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Micro;

/// <summary>The evaluator on a large cluster: 10,000 bindings, 5,000 roles, 1,000 service accounts in 100 namespaces.</summary>
[MemoryDiagnoser]
public class RbacBenchmarks
{
    private const int Questions = 4096;
    private const int Accounts = 1_000;
    private const int Namespaces = 100;
    private readonly (AccessSubject Subject, AccessQuestion Question)[] _asked = new (AccessSubject, AccessQuestion)[Questions];
    private RbacSnapshot _snapshot = null!;
    private readonly SubjectEvaluator[] _subjects = new SubjectEvaluator[Questions];
    private AccessEvaluator _evaluator = null!;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        RbacRole[] roles = [.. Enumerable.Range(0, 5_000).Select(i => Role(i, random))];
        _snapshot = new RbacSnapshot("synthetic", roles, [.. Enumerable.Range(0, 10_000).Select(i => Binding(i, random))]);
        _evaluator = new AccessEvaluator(_snapshot);
        for (var i = 0; i < Questions; i++)
        {
            var (ns, account) = (random.Next(Namespaces), random.Next(Accounts));
            _asked[i] = (
                Account(account).ToAccessSubject(),
                new AccessQuestion(
                    $"ns-{(i % 2 == 0 ? account % Namespaces : ns)}", "", Resource(random), $"app-{random.Next(20)}", Verb(random)));
        }

        var known = _asked.DistinctBy(one => one.Subject.User).ToDictionary(one => one.Subject.User, one => _evaluator.For(one.Subject));
        for (var i = 0; i < Questions; i++)
            _subjects[i] = known[_asked[i].Subject.User];
    }

    [Benchmark(OperationsPerInvoke = Questions, Description = "one decision")]
    public int Decide()
    {
        var allowed = 0;
        foreach (var (subject, question) in _asked)
            allowed += _evaluator.Decide(subject, question).Allowed ? 1 : 0;
        return allowed;
    }

    [Benchmark(OperationsPerInvoke = Questions, Description = "one decision of many about a subject")]
    public int DecideForSubject()
    {
        var allowed = 0;
        for (var i = 0; i < Questions; i++)
            allowed += _subjects[i].Decide(_asked[i].Question).Allowed ? 1 : 0;
        return allowed;
    }

    [Benchmark(Description = "index of 10,000 bindings and 5,000 roles")]
    public AccessEvaluator Index() => new(_snapshot);

    [Benchmark(OperationsPerInvoke = 64, Description = "who can, one question")]
    public int WhoCan()
    {
        var ways = 0;
        foreach (var (_, question) in _asked.AsSpan(0, 64))
            ways += _evaluator.Paths(question).Count();
        return ways;
    }

    /// <summary>Mostly narrow roles; one in ten is a cluster role, of which some are as broad as <c>edit</c>.</summary>
    private static RbacRole Role(int i, Random random)
    {
        var isCluster = i % 10 == 0;
        var rules = Enumerable.Range(0, isCluster && i % 100 == 0 ? 30 : 1 + random.Next(3)).Select(_ => Rule(random));
        return new RbacRole(isCluster ? null : $"ns-{i % Namespaces}", $"role-{i}", [.. rules]);
    }

    private static RbacRule Rule(Random random) => new(
        [random.Next(4) == 0 ? "apps" : ""],
        [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Resource(random))],
        random.Next(2) == 0 ? [] : [$"app-{random.Next(20)}"],
        [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Verb(random))]);

    /// <summary>One in twenty holds everywhere; a few are for every service account of a namespace.</summary>
    private static RbacBinding Binding(int i, Random random)
    {
        var role = random.Next(5_000);
        var isCluster = role % 10 == 0;
        var account = random.Next(Accounts);
        var ns = isCluster ? $"ns-{account % Namespaces}" : $"ns-{role % Namespaces}";
        var subject = i % 50 == 0
            ? new RbacSubject(RbacSubjectKind.Group, $"system:serviceaccounts:ns-{account % Namespaces}")
            : Account(account);
        return new RbacBinding(
            isCluster && i % 2 == 0 ? null : ns, $"binding-{i}", isCluster ? "ClusterRole" : "Role", $"role-{role}", [subject]);
    }

    private static RbacSubject Account(int i) => new(RbacSubjectKind.ServiceAccount, $"account-{i}", $"ns-{i % Namespaces}");

    private static string Resource(Random random) =>
        ((string[])
        [
            "services", "services/proxy", "pods", "pods/log", "pods/proxy", "secrets", "configmaps", "endpoints", "deployments", "events",
        ])[random.Next(10)];

    private static string Verb(Random random) =>
        ((string[])["get", "list", "watch", "create", "update", "patch", "delete"])[random.Next(7)];
}
