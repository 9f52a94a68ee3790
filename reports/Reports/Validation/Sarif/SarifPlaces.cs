using Harness.Rbac.Analysis;
using Harness.Rbac.Yaml;

namespace Harness.Reports.Validation.Sarif;

/// <summary>
/// Places in files as SARIF expects them: relative to the root of the repository, so that they mean the same on every machine.
/// </summary>
/// <param name="root">The folder that relative paths are relative to.</param>
internal sealed class SarifPlaces(string root)
{
    private const string Root = "%SRCROOT%";

    /// <summary>A place; null for standard input, which nobody can open.</summary>
    public SarifPhysicalLocation? Physical(SourceLocation place) => place.File == "-"
        ? null
        : new SarifPhysicalLocation(Artifact(place.File), new SarifRegion(Math.Max(1, place.Line), Math.Max(1, place.Column)));

    /// <summary>Where a result is shown: in the first file that shows it, else in the policy that it breaks.</summary>
    public IReadOnlyList<SarifLocation> Primary(string on, SourceLocation? place, SourceLocation policy)
    {
        var physical = (place is null ? null : Physical(place)) ?? Physical(policy);
        return [new SarifLocation(null, physical, [new SarifLogicalLocation(PrintableText.Line(on), "resource")], null)];
    }

    /// <summary>The steps of evidence that have a place.</summary>
    public IReadOnlyList<SarifLocation>? Related(IEnumerable<EvidenceStep> steps)
    {
        var places = from step in steps
                     let physical = step.Location is null ? null : Physical(step.Location)
                     where physical is not null
                     select (step.Text, Place: physical);
        var related = places.Select(
            (one, index) => new SarifLocation(index + 1, one.Place, null, new SarifText(PrintableText.Line(one.Text)))).ToList();
        return related.Count == 0 ? null : related;
    }

    private SarifArtifactLocation Artifact(string file)
    {
        var relative = Path.GetRelativePath(root, Path.GetFullPath(file, root));
        return Path.IsPathRooted(relative) || relative.Split(Path.DirectorySeparatorChar)[0] == ".."
            ? new SarifArtifactLocation(new Uri(Path.GetFullPath(file, root)).AbsoluteUri, null)
            : new SarifArtifactLocation(string.Join('/', relative.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString)), Root);
    }
}
