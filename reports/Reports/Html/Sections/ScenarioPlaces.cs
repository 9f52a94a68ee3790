using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>Where scenarios stand: on the page, and in the repository.</summary>
/// <param name="results">The run.</param>
internal sealed class ScenarioPlaces(RunResults results)
{
    private readonly Dictionary<ScenarioResult, int> _numbers = results.Scenarios.Index()
        .DistinctBy(one => one.Item, ReferenceEqualityComparer.Instance)
        .ToDictionary(one => one.Item, one => one.Index + 1, ReferenceEqualityComparer.Instance as IEqualityComparer<ScenarioResult>);

    /// <summary>Its anchor among all scenarios.</summary>
    public string Anchor(ScenarioResult scenario) => FormattableString.Invariant($"scenario-{_numbers[scenario]}");

    /// <summary>Where it is written: file and line where the run recorded them, else its class.</summary>
    public static string Source(ScenarioResult scenario) =>
        scenario.Source ?? $"class {ScenarioWords.Class(scenario)} in scenarios/Scenarios";

    /// <summary>Its address at the run's commit; empty where the run did not record repository, commit and line.</summary>
    public string Link(ScenarioResult scenario)
    {
        var manifest = results.Manifest;
        if (scenario.Source?.Split(':') is not [var file, var line]
            || manifest is not { RepositoryUrl: { } repository, GitCommit: { } commit })
        {
            return "";
        }

        var isAddress = Uri.TryCreate(repository, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
        var path = string.Join('/', SecretMask.Of(file).Split('/').Select(Uri.EscapeDataString));
        var version = Uri.EscapeDataString(commit.Split('-')[0]);
        return isAddress ? $"{repository.TrimEnd('/')}/blob/{version}/{path}#L{Uri.EscapeDataString(line)}" : "";
    }
}
