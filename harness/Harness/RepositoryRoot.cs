namespace Harness;

/// <summary>Harness's own repository, for programs that are built in it.</summary>
public static class RepositoryRoot
{
    /// <summary>Finds the repository around the running program: the folder that holds <c>Harness.sln</c>.</summary>
    /// <exception cref="HarnessException">The program was moved out of the repository.</exception>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Harness.sln")))
                return folder.FullName;
        }

        throw HarnessException.BadInput(
            $"no Harness.sln in {AppContext.BaseDirectory} or any folder above it; run Harness from its repository");
    }
}
