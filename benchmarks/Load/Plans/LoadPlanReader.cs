using Harness.Rbac.Yaml;

namespace Harness.Load.Plans;

/// <summary>Reads load plans. The format is described in benchmarks/README.md and load-plan.schema.json beside this file.</summary>
public static class LoadPlanReader
{
    /// <summary>The version of the format.</summary>
    public const string ApiVersion = "harness/v1";

    /// <summary>The kind of the document.</summary>
    public const string Kind = "LoadPlan";

    /// <summary>Reads a file, YAML or JSON.</summary>
    /// <exception cref="HarnessException">Not a load plan; every problem is named with its place (exit code 2).</exception>
    public static LoadPlan ReadFile(string file)
    {
        var problems = new InputProblems();
        var input = YamlInput.ReadFile(file, YamlLimits.Policy, problems);
        problems.ThrowIfAny();
        return Read(input!, problems);
    }

    /// <summary>Reads text.</summary>
    /// <param name="file">What messages call it; files of bodies lie relative to its folder.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="HarnessException">Not a load plan; every problem is named with its place (exit code 2).</exception>
    public static LoadPlan Parse(string file, string text) => Read(new YamlInput(file, text), new InputProblems());

    private static LoadPlan Read(YamlInput input, InputProblems problems)
    {
        var documents = YamlDocuments.Read(input, YamlLimits.Policy, problems);
        problems.ThrowIfAny();
        if (documents is not [YamlMap document])
        {
            throw HarnessException.BadInput(documents is [var other]
                ? $"{other.Location}: a load plan is a mapping, not {other.Description}; begin it with apiVersion: {ApiVersion}"
                : $"{input.File}: holds {documents.Count} documents; a load plan is one (apiVersion: {ApiVersion}, kind: {Kind})");
        }

        var plan = Read(new FieldReader(document, "", problems), Path.GetDirectoryName(input.File) ?? "");
        problems.ThrowIfAny();
        return plan!;
    }

    private static LoadPlan? Read(FieldReader document, string folder)
    {
        document.Only("apiVersion", "kind", "metadata", "spec");
        Expect(document, "apiVersion", ApiVersion);
        Expect(document, "kind", Kind);
        var name = document.RequiredObject("metadata", "write metadata: {name: NAME}")?.Only("name").RequiredText("name", "name the plan");
        var spec = document.RequiredObject("spec", "write spec: {scenarios: […]}")?.Only("scenarios");
        if (spec is null || name is null)
            return null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        return new LoadPlan(
            name, [.. spec.RequiredObjects("scenarios", "list what is to be run").Select(one => ScenarioReader.Read(one, folder, names))]);
    }

    private static void Expect(FieldReader document, string field, string value)
    {
        if (document.RequiredText(field, $"write {field}: {value}") is { Length: > 0 } other && other != value)
            document.Refuse(field, $"is {Quoted.Of(other)}; a load plan has {field}: {value}");
    }
}
