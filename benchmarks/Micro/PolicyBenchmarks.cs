using BenchmarkDotNet.Attributes;
using Harness.Rbac.Policies;

namespace Harness.Micro;

/// <summary>Reading a policy.</summary>
[MemoryDiagnoser]
public class PolicyBenchmarks
{
    private readonly string _example = File.ReadAllText(
        Path.Combine(RepositoryRoot.Find(), "harness", "examples", "hello", "access.yaml"));

    [Benchmark(Description = "parse the example policy")]
    public AccessPolicy Parse() => AccessPolicyReader.Parse("access.yaml", _example);
}
