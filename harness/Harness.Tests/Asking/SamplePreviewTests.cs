using Harness.Asking;
using Harness.Clusters.ControlPlane;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Loading;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Tests.Rbac.Findings;

namespace Harness.Tests.Asking;

/// <summary>
/// Every sample of the catalogue, applied to a real API server: its authorizer and our reading of the files agree in every cell.
/// </summary>
internal sealed class SamplePreviewTests
{
    [TestCaseSource(typeof(RbacSample), nameof(RbacSample.All))]
    public async Task The_authorizer_agrees_with_the_files_in_every_cell(RbacSample sample)
    {
        var plane = await ControlPlaneFixture.GetAsync();
        var manifests = ManifestSet.Read(Path.Combine(sample.Folder, "manifests"), "default", Stream.Null, CancellationToken.None);

        var report = await AskAsync(plane, sample.Policy, manifests);

        report.Cells.Count.ShouldBeGreaterThan(5);
        Texts(report.Cells.Where(cell => cell.Outcome == CellOutcome.Disagreement && !IsGivenBackLater(cell))).ShouldBeEmpty();
        Texts(report.Cells.Where(cell => cell.Outcome == CellOutcome.Undecided && !IsOfAMissingRole(cell)
            && !IsOfAPath(cell))).ShouldBeEmpty();
    }

    /// <summary>The API server at hand may be too old for admission by path, and then nobody knows.</summary>
    private static bool IsOfAPath(CellResult cell) => cell.Cell.Path is not null;

    /// <summary>
    /// What a role gives that is not in the files, only the cluster knows that they are meant for; ours has none, and so denies.
    /// </summary>
    private static bool IsOfAMissingRole(CellResult cell) =>
        cell.Answers[0].Detail.Contains("which is not among the manifests", StringComparison.Ordinal)
        && cell.Answers.Skip(1).All(answer => answer.Kind == CellAnswerKind.Denied);

    /// <summary>What files take from a default role, the API server gives back at its next start; until then it denies it.</summary>
    private static bool IsGivenBackLater(CellResult cell) =>
        cell.Answers[0] is { Kind: CellAnswerKind.Allowed } files
        && files.Detail.EndsWith(" → ClusterRole cluster-admin", StringComparison.Ordinal)
        && cell.Answers.Skip(1).All(answer => answer.Kind == CellAnswerKind.Denied);

    private static IEnumerable<string> Texts(IEnumerable<CellResult> cells) => cells.Select(cell =>
        $"{cell.Cell.Subject} {cell.Cell.Question}: {string.Join("; ", cell.Answers.Select(answer => $"{answer.Kind} {answer.Detail}"))}");

    private static async Task<ValidationReport> AskAsync(LocalControlPlane plane, AccessPolicy policy, ManifestSet manifests)
    {
        try
        {
            await new PreviewCluster(plane.Admin).ApplyAsync(manifests, CancellationToken.None);
            var (written, applied) = (
                new IndexedRbac(manifests.Snapshot), new IndexedRbac(await new LiveSnapshot(plane.Admin)
                    .ReadAsync(CancellationToken.None)));
            IAccessSource[] sources =
            [
                new EvaluatedSource("manifests", written),
                new EvaluatedSource("static", applied),
                new ReviewSource("control-plane", plane.Admin, new RequestPace(0, TimeProvider.System)),
            ];
            return await new Validator(policy, sources, [written, applied]).RunAsync(new Progress<string>(), CancellationToken.None);
        }
        finally
        {
            await RemoveAsync(plane, manifests);
        }
    }

    /// <summary>For the next sample, whose names are the same.</summary>
    private static async Task RemoveAsync(LocalControlPlane plane, ManifestSet manifests)
    {
        foreach (var one in manifests.Objects.Where(one => one.Kind != "Namespace").Select(PreviewObject.Of)
            .OrderByDescending(one => one.Order))
        {
            var path = $"{one.Collection}/{Uri.EscapeDataString(one.Written.Name)}";
            using var answer = await plane.Admin.HttpClient.DeleteAsync(new Uri(plane.Admin.BaseUri, path));
            answer.EnsureSuccessStatusCode();
        }
    }
}
