// Every scenario has its own namespace and consumers, so all run in parallel; they mostly wait for the cluster. Two of them wait nearly
// all the time: the long answer, and what is measured while no other is busy.
[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(8)]
