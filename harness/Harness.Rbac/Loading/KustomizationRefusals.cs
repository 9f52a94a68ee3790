using Harness.Rbac.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Harness.Rbac.Loading;

/// <summary>
/// What kustomize refuses, so that nothing of it is applied.
/// Source: https://github.com/kubernetes-sigs/kustomize/tree/master/api/internal/loader, each tried with kubectl kustomize.
/// </summary>
/// <param name="reach">What each kustomization puts together.</param>
/// <param name="files">The files that are known.</param>
internal sealed class KustomizationRefusals(KustomizationReach reach, KnownFiles files)
{
    /// <summary>Whether a file of the name begins with a document that has nothing in it: kustomize reads no other.</summary>
    public static bool BeginsEmpty(YamlInput input)
    {
        try
        {
            var parser = new Parser(new StringReader(input.Text));
            parser.Consume<StreamStart>();
            return !parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out _) || parser.Accept<MappingEnd>(out _);
        }
        catch (YamlException)
        {
            return false; // whoever reads it says so
        }
    }

    /// <summary>Each with its reason.</summary>
    public IEnumerable<string> All() => Several().Concat(reach.All.SelectMany(
        one => new[]
        {
            Form(one.One), Entry(one.One), Circle(one.Folder, one.One), Outside(one.Folder, one.One), Twice(one.One),
        }.OfType<string>()));

    private IEnumerable<string> Several() => reach.All.GroupBy(one => one.Folder).Where(folder => folder.Count() > 1)
        .Select(folder => $"several kustomizations in a folder: {string.Join(" and ", folder.Select(one => one.One.File))}");

    private static string? Form(Kustomization one) =>
        KustomizationForm.Complaint(one) is { } complaint ? $"{one.File} {complaint}" : null;

    /// <summary>What stands where something else has to.</summary>
    private string? Entry(Kustomization one)
    {
        var wrong = one.Entries.Select(entry => (Entry: entry, Path: files.PathOf(one.File, entry)))
            .Where(entry => entry.Path is { } path && (Kustomization.IsName(path) ? File.Exists(path)
                : reach.HasOneIn(path) && (Path.IsPathRooted(entry.Entry) || !reach.TakesIn(one, path))))
            .Select(entry => Quoted.Cut(entry.Entry)).ToList();
        return wrong.Count == 0 ? null
            : $"{one.File} lists a kustomization's file, or a folder by its whole path, or a component not under components, or another "
                + $"kustomization there: {NamedFew.Of(wrong)}";
    }

    private string? Circle(string folder, Kustomization one) =>
        reach.Of(one).All.Any(path => reach.HasOneIn(path) && RealPath.IsWithin(folder, path))
            ? $"{one.File} takes in a folder that it is in itself"
            : null;

    private string? Outside(string folder, Kustomization one)
    {
        var outside = one.Entries.Where(entry => files.PathOf(one.File, entry) is { } path && File.Exists(path)
            && !RealPath.IsWithin(path, folder)).Select(entry => Quoted.Cut(entry)).ToList();
        return outside.Count == 0 ? null
            : $"{one.File} lists files outside of its folder: {NamedFew.Of(outside)} (unless told --load-restrictor LoadRestrictionsNone)";
    }

    /// <summary>Unless names are changed on the way, an object that comes twice is one too many.</summary>
    private string? Twice(Kustomization one)
    {
        if (reach.Of(one).By.Any(by => by.ChangesNames))
            return null;
        var twice = one.Entries.SelectMany(entry => reach.FilesOf(one, entry)).GroupBy(path => path).Where(path => path.Count() > 1)
            .Select(path => Quoted.Cut(Path.GetFileName(path.Key))).ToList();
        return twice.Count == 0 ? null : $"{one.File} takes files in twice: {NamedFew.Of(twice)}";
    }
}
