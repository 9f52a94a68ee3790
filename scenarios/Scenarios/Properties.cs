// Every scenario has its own namespace and consumers, so all run beside each other; they mostly wait for the cluster. Two of them wait for
// nearly all of the time: the long answer, and what is measured when no other is busy.
[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(8)]
