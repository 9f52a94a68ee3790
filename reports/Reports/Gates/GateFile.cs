using System.Globalization;
using Harness.Rbac.Yaml;

namespace Harness.Reports.Gates;

/// <summary>Reads gates. The format is described in docs/gates.md and gate.schema.json beside this file.</summary>
public static class GateFile
{
    /// <summary>The version of the format.</summary>
    public const string ApiVersion = "harness/v1";

    /// <summary>The kind of the document.</summary>
    public const string Kind = "Gate";

    private const int MostRuns = 1_000;

    /// <summary>Reads a file, YAML or JSON.</summary>
    /// <exception cref="HarnessException">Not a gate; every problem is named with its place (exit code 2).</exception>
    public static Gate Read(string path)
    {
        var problems = new InputProblems();
        var input = YamlInput.ReadFile(path, YamlLimits.Policy, problems);
        problems.ThrowIfAny();
        return Read(input!, problems);
    }

    /// <summary>Reads text.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="HarnessException">Not a gate; every problem is named with its place (exit code 2).</exception>
    public static Gate Parse(string file, string text) => Read(new YamlInput(file, text), new InputProblems());

    private static Gate Read(YamlInput input, InputProblems problems)
    {
        var documents = YamlDocuments.Read(input, YamlLimits.Policy, problems);
        problems.ThrowIfAny();
        if (documents is not [YamlMap document])
        {
            throw HarnessException.BadInput(documents is [var other]
                ? $"{other.Location}: a gate is a mapping, not {other.Description}; begin it with apiVersion: {ApiVersion}"
                : $"{input.File}: holds {documents.Count} documents; a gate is one (apiVersion: {ApiVersion}, kind: {Kind})");
        }

        var gate = Read(new FieldReader(document, "", problems));
        problems.ThrowIfAny();
        return gate!;
    }

    private static Gate? Read(FieldReader document)
    {
        document.Only("apiVersion", "kind", "metadata", "spec");
        Expect(document, "apiVersion", ApiVersion);
        Expect(document, "kind", Kind);
        var name = document.RequiredObject("metadata", "write metadata: {name: NAME}")?.Only("name").RequiredText("name", "name the gate");
        var spec = document.RequiredObject("spec", "write spec: {figures: […]}")?.Only("figures", "claims", "undecided");
        if (spec is null || name is null)
            return null;
        if (!spec.Has("figures") && !spec.Has("claims"))
            spec.Refuse("demands nothing; write figures, claims or both");
        return new Gate(name, [.. Rules(spec)], Budget(spec), Word(spec, "undecided", "fail", "allow") == "allow");
    }

    private static IEnumerable<GateRule> Rules(FieldReader spec)
    {
        var rules = spec.Has("figures")
            ? spec.RequiredObjects("figures", "write what to hold, e.g. - {figure: \"ratio/direct-over-proxy/*\", margin: 0.03}")
            : [];
        foreach (var one in rules)
        {
            one.Only("figure", "margin", "direction", "leastRounds", "leastHistory");
            var figure = one.RequiredText("figure", "write a figure's id, or a pattern with *");
            var margin = Margin(one);
            yield return new GateRule(figure, margin)
            {
                Direction = Word(one, "direction", "worse", "either") == "either" ? GateDirection.Either : GateDirection.Worse,
                LeastRounds = Count(one, "leastRounds", 1) ?? new GateRule("", 0).LeastRounds,
                LeastHistory = Count(one, "leastHistory", 3) ?? new GateRule("", 0).LeastHistory,
            };
        }
    }

    private static ClaimBudget? Budget(FieldReader spec)
    {
        if (spec.Object("claims") is not { } claims)
            return null;
        claims.Only("skipped", "undecided");
        return new ClaimBudget(Count(claims, "skipped", 0) ?? 0, Count(claims, "undecided", 0) ?? 0);
    }

    private static double Margin(FieldReader one)
    {
        if (one.Has("margin") && one.IsNumber("margin") && double.TryParse(
            one.Scalar("margin"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var margin) && margin is > 0 and < 1)
        {
            return margin;
        }

        one.Refuse("margin", $"is {Shown(one, "margin")}; write the share by which it may change, above 0 and below 1, e.g. 0.03");
        return 0;
    }

    private static int? Count(FieldReader one, string name, int least)
    {
        if (!one.Has(name))
            return null;
        if (one.IsNumber(name) && int.TryParse(one.Scalar(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= least && count <= MostRuns)
        {
            return count;
        }

        one.Refuse(name, string.Create(
            CultureInfo.InvariantCulture, $"is {Shown(one, name)}; write a whole number from {least} to {MostRuns}"));
        return null;
    }

    private static string? Word(FieldReader one, string name, params string[] words)
    {
        if (!one.Has(name))
            return null;
        if (one.Scalar(name) is { } word && words.Contains(word))
            return word;
        one.Refuse(name, $"is {Shown(one, name)}; write {string.Join(" or ", words)}");
        return null;
    }

    private static void Expect(FieldReader document, string field, string value)
    {
        if (document.RequiredText(field, $"write {field}: {value}") is { Length: > 0 } other && other != value)
            document.Refuse(field, $"is {Quoted.Of(other)}; a gate has {field}: {value}");
    }

    private static string Shown(FieldReader one, string name) =>
        !one.Has(name) ? "missing" : one.Scalar(name) is { } text ? Quoted.Of(text) : "no single value";
}
