using System.Text.Json;
using System.Text.Json.Serialization;

namespace HelloApp.Admission;

/// <summary>
/// The rules of the webhook, from a JSON file with a list of <see cref="PathRule"/>s: those by which an access policy's admission policies
/// decide. The class that decides here is the one that decides there; it is compiled into both.
/// </summary>
internal static class AdmissionRules
{
    /// <summary>Whether the rules of a file allow a call; without a file every call is allowed.</summary>
    /// <exception cref="FormatException">The file cannot be read, or is no list of rules.</exception>
    public static Func<AdmissionRequest, bool> From(string? file)
    {
        var rules = file is null ? [] : Read(file);
        return request => rules.Where(rule => rule.IsAbout(request.Username, request.Groups, request.Namespace))
            .All(rule => rule.Allows(request.Resource, request.Name, request.Path));
    }

    private static PathRule[] Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), RulesJson.Default.PathRuleArray)
                ?? throw new JsonException("there is no list");
        }
        catch (Exception unusable) when (unusable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"ADMISSION_RULES is {file}, not a list of rules in JSON: {unusable.Message}");
        }
    }
}

/// <summary>Generated at compile time: native AOT has no reflection to read with.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PathRule[]))]
internal sealed partial class RulesJson : JsonSerializerContext;
