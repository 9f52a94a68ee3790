using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Harness.Rbac.Policies;

namespace Harness.Tests.Rbac.Policies;

/// <summary>The published schema and the reader agree: an editor shows what the program will say.</summary>
internal sealed partial class PolicySchemaTests
{
    private static readonly JsonNode?[] Others =
    [
        null, 70000, true, "", "A b", "*", "core", "system:serviceaccount:a:b", "open", new JsonArray(), new JsonArray("x"),
        new JsonObject(),
    ];

    private static IEnumerable<string> BadPolicies() =>
        Cases<BadPolicyTests>(nameof(BadPolicyTests.It_is_refused_with_its_place), PolicyText.With)
            .Concat(Cases<BadScopeTests>(nameof(BadScopeTests.It_is_refused_with_its_place), PolicyText.SentencesWith));

    private static IEnumerable<string> Cases<T>(string test, Func<string, string, string> text) => typeof(T).GetMethod(test)!
        .GetCustomAttributes<TestCaseAttribute>().Select(one => text((string)one.Arguments[0]!, (string)one.Arguments[1]!));

    [TestCase(PolicyText.Good, TestName = "A good policy is valid")]
    [TestCase(PolicyText.Sentences, TestName = "A policy of sentences is valid")]
    [TestCase(PathText.Good, TestName = "A policy with paths is valid")]
    public void A_good_policy_is_valid(string text) => PolicyJson.IsValid(PolicyJson.Of(text)).ShouldBeTrue();

    [TestCaseSource(nameof(BadPolicies))]
    public void They_agree_on_every_bad_policy_that_is_known(string text)
    {
        if (PolicyJson.Of(text) is { } document)
            Disagreement(document, text).ShouldBeNull();
    }

    [TestCase(PolicyText.Good, 800, TestName = "They agree on mutants of a good policy")]
    [TestCase(PolicyText.Sentences, 400, TestName = "They agree on mutants of a policy of sentences")]
    [TestCase(PathText.Good, 500, TestName = "They agree on mutants of a policy with paths")]
    public void They_agree_wherever_one_value_of_a_good_policy_is_another_or_is_missing(string text, int least)
    {
        var good = PolicyJson.Of(text)!;
        var mutants = Enumerable.Range(0, Places(good).Count())
            .SelectMany(i => Others.Select(other => Replaced(good, i, other)).Append(Removed(good, i))).ToList();

        mutants.Count.ShouldBeGreaterThan(least);
        mutants.Select(mutant => Disagreement(mutant, mutant?.ToJsonString() ?? "null")).Where(one => one is not null).ShouldBeEmpty();
    }

    /// <summary>What one accepts and the other does not, in words; null when they agree.</summary>
    private static string? Disagreement(JsonNode? document, string text)
    {
        var isValid = PolicyJson.IsValid(document);
        var complaints = Complaints(text);
        var isRefused = isValid ? complaints.Any(complaint => !BeyondSchema().IsMatch(complaint)) : complaints.Length > 0;
        return isValid != isRefused
            ? null
            : $"schema {(isValid ? "accepts" : "refuses")}, reader: {string.Join(" | ", complaints.DefaultIfEmpty("accepts"))}: {text}";
    }

    private static string[] Complaints(string text)
    {
        try
        {
            AccessPolicyReader.Parse("a.yaml", text);
            return [];
        }
        catch (HarnessException refused)
        {
            return refused.Message.Split('\n');
        }
    }

    /// <summary>What a value has to do with another one is beyond a schema, and so is what Kubernetes has.</summary>
    [GeneratedRegex(
        "already|not in the policy's scope|to whom the consumer|core group does not have|is nothing that|stands for all others"
        + "|without paths|other methods on other paths")]
    private static partial Regex BeyondSchema();

    private static IEnumerable<JsonNode> Places(JsonNode node) => node switch
    {
        JsonObject o => o.Select(pair => pair.Value).OfType<JsonNode>().SelectMany(child => Places(child).Prepend(child)),
        JsonArray a => a.OfType<JsonNode>().SelectMany(child => Places(child).Prepend(child)),
        _ => [],
    };

    private static JsonNode Replaced(JsonNode good, int place, JsonNode? other)
    {
        var copy = good.DeepClone();
        Places(copy).ElementAt(place).ReplaceWith(other?.DeepClone());
        return copy;
    }

    private static JsonNode Removed(JsonNode good, int place)
    {
        var copy = good.DeepClone();
        var node = Places(copy).ElementAt(place);
        if (node.Parent is JsonObject owner)
            owner.Remove(node.GetPropertyName());
        else
            node.Parent!.AsArray().Remove(node);
        return copy;
    }
}
