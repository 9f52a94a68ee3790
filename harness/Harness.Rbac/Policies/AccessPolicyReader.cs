using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>Reads access policies. The format is described in docs/policies.md and access-policy.schema.json beside this file.</summary>
public static class AccessPolicyReader
{
    /// <summary>The version of the format.</summary>
    public const string ApiVersion = "harness/v1";

    /// <summary>The kind of the document.</summary>
    public const string Kind = "AccessPolicy";

    /// <summary>Reads text.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="HarnessException">Not an access policy; every problem is named with its place (exit code 2).</exception>
    public static AccessPolicy Parse(string file, string text)
    {
        var problems = new InputProblems { Template = YamlComplaint.PolicyTemplate };
        var policy = Read(new YamlInput(file, text), problems);
        problems.ThrowIfAny();
        return policy!;
    }

    /// <summary>Reads text, and gathers what is wrong.</summary>
    /// <returns>The policy as far as it could be read; null when there is none.</returns>
    internal static AccessPolicy? Read(YamlInput input, InputProblems problems)
    {
        var documents = YamlDocuments.Read(input, YamlLimits.Policy, problems);
        if (problems.Any)
            return null;
        if (documents is not [YamlMap document])
        {
            var (at, what) = documents switch
            {
                [] => (new SourceLocation(input.File, 1), $"is empty; write an access policy (apiVersion: {ApiVersion}, kind: {Kind})"),
                [var other] =>
                    (other.Location, $"an access policy is a mapping, not {other.Description}; begin it with apiVersion: {ApiVersion}"),
                [_, var second, ..] => (second.Location, "a second document begins here; keep each policy in a file of its own"),
            };
            problems.Add(at, what);
            return null;
        }

        return ReadDocument(new FieldReader(document, "", problems), problems);
    }

    private static AccessPolicy? ReadDocument(FieldReader document, InputProblems problems)
    {
        document.Only("apiVersion", "kind", "metadata", "spec");
        if (document.RequiredText("apiVersion", $"write apiVersion: {ApiVersion}") is { Length: > 0 } version and not ApiVersion)
            document.Refuse("apiVersion", $"is {Quoted.Of(version)}; this version of Harness reads {ApiVersion}");
        if (document.RequiredText("kind", $"write kind: {Kind}") is { Length: > 0 } kind and not Kind)
            document.Refuse("kind", $"is {Quoted.Of(kind)}; an access policy has kind: {Kind}");
        var name = document.RequiredObject("metadata", "write metadata: {name: NAME}")?.Only("name").RequiredText("name", "name the policy")
            ?? "";
        var spec = document.RequiredObject("spec", "write spec: {scope: …, consumers: …}");
        return spec is null ? null : ReadSpec(document.Location, name, spec, problems);
    }

    private static AccessPolicy ReadSpec(SourceLocation location, string name, FieldReader spec, InputProblems problems)
    {
        spec.Only("scope", "consumers", "ignore", "suppressions", "unsafeGets");
        var scope = spec.RequiredObject("scope", "write scope: {namespaces: [NAMESPACE]}");
        var namespaces = scope is null ? [] : ScopeReader.Namespaces(scope);
        var policy = new AccessPolicy(
            name,
            namespaces,
            [.. spec.PresentObjects("consumers", "list who may do what, or write [] for nobody")
                .Select(consumer => ConsumerReader.Read(consumer, namespaces))],
            [.. spec.Objects("ignore").Select(ExceptionReader.ReadIgnore)])
        {
            Scope = scope is null ? PolicyScope.Proxies : ScopeReader.Read(scope, problems),
            Suppressions = [.. spec.Objects("suppressions").Select(ExceptionReader.ReadSuppression)],
            UnsafeGets = PolicyNames.Labels(spec, "unsafeGets", "service", spec.Texts("unsafeGets")),
            Location = location,
        };
        PolicyContradictions.Find(policy, problems);
        return policy;
    }
}
