using System.Xml.Linq;

namespace Harness.Tests.Repository;

/// <summary>A project of this repository.</summary>
/// <param name="Path">The path of its .csproj from the repository's root.</param>
internal sealed record ProjectFile(string Path)
{
    private readonly XDocument _xml = XDocument.Load(System.IO.Path.Combine(MarkdownFile.Root, Path));

    public static IReadOnlyList<ProjectFile> All { get; } = [.. MarkdownFile.FilesOf("*.csproj").Select(path => new ProjectFile(path))];

    /// <summary>Its folder, which names it.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>The namespaces that each of its files uses.</summary>
    public IEnumerable<string> Usings => Values("Using");

    /// <summary>The folders of the projects that it refers to.</summary>
    public IEnumerable<string> References => Values("ProjectReference").Select(reference => System.IO.Path.GetDirectoryName(
        System.IO.Path.GetRelativePath(MarkdownFile.Root, System.IO.Path.Combine(MarkdownFile.Root, Folder, reference)))!);

    public static ProjectFile Of(string folder) => All.Single(project => project.Folder == folder);

    private IEnumerable<string> Values(string element) => _xml.Descendants(element).Select(item => item.Attribute("Include")!.Value);
}
